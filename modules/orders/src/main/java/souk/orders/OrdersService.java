package souk.orders;

import souk.shared.runtime.ServiceLauncher;

/** Starts the orders service: {@code java -jar orders.jar -cluster}. */
public final class OrdersService {

    private OrdersService() {}

    public static void main(String[] args) {
        ServiceLauncher.launch("orders", args, OrdersConfig::from, OrdersVerticle::new);
    }
}
