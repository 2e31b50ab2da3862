package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class DatabaseConfigTest {

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SOUK_DATABASE_URL", "postgresql://db.internal:5433/orders",
            "SOUK_DATABASE_USER", "orders_app",
            "SOUK_DATABASE_PASSWORD", "secret-1",
            "SOUK_DATABASE_OWNER", "orders_owner",
            "SOUK_DATABASE_OWNER_PASSWORD", "secret-2"));

    @Test
    void readsEveryKey() {
        environment.put("SOUK_DATABASE_POOL", "9");
        environment.put("SOUK_INSTANCE", "orders-2");
        var config = read();
        assertThat(config.host()).isEqualTo("db.internal");
        assertThat(config.port()).isEqualTo(5433);
        assertThat(config.database()).isEqualTo("orders");
        assertThat(config.user()).isEqualTo("orders_app");
        assertThat(config.password().value()).isEqualTo("secret-1");
        assertThat(config.owner()).isEqualTo("orders_owner");
        assertThat(config.ownerPassword().value()).isEqualTo("secret-2");
        assertThat(config.poolSize()).isEqualTo(9);
        assertThat(config.instance()).isEqualTo("orders-2");
        assertThat(config.toString()).doesNotContain("secret-");
    }

    @Test
    void hasDefaultsForWhatNeedNotBeSaid() {
        environment.put("SOUK_DATABASE_URL", "postgresql://db.internal/orders");
        var config = read();
        assertThat(config.port()).isEqualTo(5432);
        assertThat(config.poolSize()).isEqualTo(4);
        assertThat(config.instance()).isEqualTo("orders-1");
    }

    @Test
    void namesEveryMissingKeyAtOnce() {
        environment.clear();
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_DATABASE_URL",
                        "SOUK_DATABASE_USER",
                        "SOUK_DATABASE_PASSWORD",
                        "SOUK_DATABASE_OWNER",
                        "SOUK_DATABASE_OWNER_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "mysql://h/d", "postgresql://h", "postgresql://h/", "postgresql://u:p@h/d", "::"})
    void refusesAnAddressThatIsNotOne(String url) {
        environment.put("SOUK_DATABASE_URL", url);
        assertThatThrownBy(this::read).hasMessageContaining("must look like postgresql://host:port/database");
    }

    @Test
    void aCallerHearsOfADeadDatabaseWithinThreeSeconds() {
        var limits = DatabaseLimits.STANDARD;
        assertThat(limits.acquire().plus(limits.work())).isLessThan(Duration.ofSeconds(3));
        assertThatThrownBy(() -> new DatabaseLimits(
                        limits.acquire(), limits.statement(), limits.work(), limits.lock(), limits.lock(), 1))
                .hasMessageContaining("server gives up first");
    }

    private DatabaseConfig read() {
        var settings = Settings.of(environment::get);
        var config = DatabaseConfig.from(settings, "orders");
        settings.verify();
        return config;
    }
}
