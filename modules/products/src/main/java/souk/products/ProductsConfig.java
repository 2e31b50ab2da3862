package souk.products;

import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;

/**
 * What the products service is told.
 *
 * @param categories whether it serves the categories too; false where a service of their own does
 */
public record ProductsConfig(DatabaseConfig database, boolean categories) {

    public static final String SERVICE = "products";

    /**
     * Reads {@code SOUK_DATABASE_*} and {@code SOUK_PRODUCTS_*}; {@link Settings#verify} reports what is wrong with them.
     */
    public static ProductsConfig from(Settings settings) {
        return new ProductsConfig(
                DatabaseConfig.from(settings, SERVICE), settings.flag("SOUK_PRODUCTS_CATEGORIES", true));
    }
}
