package souk.products;

import souk.shared.contract.CategoryOperations;
import souk.shared.runtime.ServiceLauncher;

/**
 * Starts the categories in a process of their own, over the database of the products service; configured by
 * {@code SOUK_*} in the environment.
 */
public final class CategoriesService {

    private CategoriesService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch(CategoryOperations.SERVICE, args, ProductsConfig::from, CategoriesApart::new);
    }
}
