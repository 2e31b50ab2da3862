package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.gateway.forwarding.Forwarder;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class GatewayConfigTest {

    private static GatewayConfig from(Map<String, String> environment) {
        var settings = Settings.of(environment::get);
        var config = GatewayConfig.from(settings);
        settings.verify();
        return config;
    }

    @Test
    void needsNothing() {
        var config = from(Map.of());
        assertThat(config.names()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
        assertThat(config.pool()).isEqualTo(new Forwarder.Pool(128, 1_000));
        assertThat(config.cache().bytes()).isEqualTo(32 * 1024 * 1024);
    }

    @Test
    void takesEveryKey() {
        var config = from(Map.of(
                "SOUK_GATEWAY_NAMES", "Shop.example, www.shop.example",
                "SOUK_GATEWAY_CONNECTIONS", "7",
                "SOUK_GATEWAY_WAITING", "8",
                "SOUK_GATEWAY_CACHE_MB", "0"));
        assertThat(config.cache().bytes()).isZero();
        assertThat(config.names()).contains("localhost", "shop.example", "www.shop.example");
        assertThat(config.pool()).isEqualTo(new Forwarder.Pool(7, 8));
    }

    @Test
    void namesEveryWrongKey() {
        assertThatThrownBy(() -> from(Map.of(
                        "SOUK_GATEWAY_CONNECTIONS", "0",
                        "SOUK_GATEWAY_TRUSTED_PROXIES", "10.0.0.0/8, proxy.example",
                        "SOUK_GATEWAY_WAITING", "many")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll("SOUK_GATEWAY_CONNECTIONS", "SOUK_GATEWAY_WAITING", "proxy.example");
    }
}
