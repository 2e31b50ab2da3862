package souk.products;

import java.nio.file.Path;
import java.util.Optional;
import souk.products.importing.ImportSettings;
import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;

/**
 * What the products service is told.
 *
 * @param categories whether it serves the categories too; false where a service of their own does
 * @param searchIndex the folder in which the search index outlives the process; without one it is built at each start
 */
public record ProductsConfig(
        DatabaseConfig database, boolean categories, Optional<Path> searchIndex, ImportSettings imports) {

    public static final String SERVICE = "products";

    /**
     * Reads {@code SOUK_DATABASE_*}, {@code SOUK_PRODUCTS_*} and {@code SOUK_IMPORT_*}; {@link Settings#verify} reports
     * what is wrong with them.
     */
    public static ProductsConfig from(Settings settings) {
        var folder = settings.text("SOUK_PRODUCTS_INDEX_DIR", "");
        return new ProductsConfig(
                DatabaseConfig.from(settings, SERVICE),
                settings.flag("SOUK_PRODUCTS_CATEGORIES", true),
                folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)),
                ImportSettings.from(settings));
    }
}
