package souk.products;

import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;

/** What the products service is told. */
public record ProductsConfig(DatabaseConfig database) {

    public static final String SERVICE = "products";

    /** Reads {@code SOUK_DATABASE_*}; {@link Settings#verify} reports what is wrong with them. */
    public static ProductsConfig from(Settings settings) {
        return new ProductsConfig(DatabaseConfig.from(settings, SERVICE));
    }
}
