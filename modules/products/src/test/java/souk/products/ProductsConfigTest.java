package souk.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class ProductsConfigTest {

    @Test
    void readsWhereTheDatabaseIsAndWhoItIsThere() {
        var settings = Settings.of(Map.of(
                "SOUK_DATABASE_URL", "postgresql://db.example:6000/goods",
                "SOUK_DATABASE_USER", "app",
                "SOUK_DATABASE_PASSWORD", "app-secret",
                "SOUK_DATABASE_OWNER", "owner",
                "SOUK_DATABASE_OWNER_PASSWORD", "owner-secret",
                "SOUK_DATABASE_POOL", "7",
                "SOUK_PRODUCTS_CATEGORIES", "false",
                "SOUK_PRODUCTS_INDEX_DIR", "/var/lib/souk/search")::get);

        var config = ProductsConfig.from(settings);
        var database = config.database();

        settings.verify();
        assertThat(database.service()).isEqualTo("products");
        assertThat(database.host()).isEqualTo("db.example");
        assertThat(database.port()).isEqualTo(6000);
        assertThat(database.database()).isEqualTo("goods");
        assertThat(database.poolSize()).isEqualTo(7);
        assertThat(config.categories()).isFalse();
        assertThat(config.searchIndex()).contains(Path.of("/var/lib/souk/search"));
    }

    @Test
    void keepsNoSearchIndexUnlessItIsToldWhere() {
        assertThat(ProductsConfig.from(Settings.of(key -> null)).searchIndex()).isEmpty();
    }

    @Test
    void servesTheCategoriesUnlessItIsToldNotTo() {
        assertThat(ProductsConfig.from(Settings.of(key -> null)).categories()).isTrue();
    }

    @Test
    void namesEveryMissingKeyInOneMessage() {
        var settings = Settings.of(key -> null);

        ProductsConfig.from(settings);

        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_DATABASE_URL",
                        "SOUK_DATABASE_USER",
                        "SOUK_DATABASE_PASSWORD",
                        "SOUK_DATABASE_OWNER",
                        "SOUK_DATABASE_OWNER_PASSWORD");
    }
}
