package souk.products;

import souk.shared.runtime.ServiceLauncher;

/** Starts the products service; configured by {@code SOUK_*} in the environment. */
public final class ProductsService {

    private ProductsService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch(ProductsConfig.SERVICE, args, ProductsConfig::from, ProductsVerticle::new);
    }
}
