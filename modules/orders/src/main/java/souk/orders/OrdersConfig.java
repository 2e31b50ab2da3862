package souk.orders;

import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;

/** What the orders service needs beyond its place in the cluster. */
record OrdersConfig(DatabaseConfig database) {

    static OrdersConfig from(Settings settings) {
        return new OrdersConfig(DatabaseConfig.from(settings, "orders"));
    }
}
