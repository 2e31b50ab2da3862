package souk.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.config.NodeConfig.Listener;

class NodeConfigTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path directory;

    private Path pem;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void required() throws IOException {
        pem = Files.writeString(directory.resolve("node.pem"), "PEM");
        environment.put("SOUK_CLUSTER_KEY", KEY);
        environment.put("SOUK_BUS_TLS_KEY", pem.toString());
        environment.put("SOUK_BUS_TLS_CERT", pem.toString());
        environment.put("SOUK_BUS_TLS_CA", pem.toString());
    }

    @Test
    void staysOnLoopbackUnlessTold() {
        var node = read();

        assertThat(node.instance()).isEqualTo("orders-1");
        assertThat(node.http()).isEqualTo(new Listener("127.0.0.1", 0));
        assertThat(node.management()).isEqualTo(new Listener("127.0.0.1", 0));
        assertThat(node.cluster().listener()).isEqualTo(new Listener("127.0.0.1", 5701));
        assertThat(node.bus().listener()).isEqualTo(new Listener("127.0.0.1", 0));
        assertThat(node.cluster().name()).isEqualTo("souk");
        assertThat(node.cluster().seeds()).isEmpty();
        assertThat(node.tokens()).isEqualTo(new NodeConfig.Tokens("souk", "souk"));
        assertThat(node.reusePort()).isFalse();
        assertThat(node.eventLoops()).isEqualTo(1);
        assertThat(node.drainMillis()).isEqualTo(2_000);
        assertThat(node.startStepMillis()).isEqualTo(90_000);
        assertThat(node.resilience()).isEqualTo(new NodeConfig.Resilience(2_000, 1_000, 15));
    }

    @Test
    void refusesBreakersThatWouldOpenAtAnythingOrNeverAndNewcomersThatStayNew() {
        environment.putAll(Map.of(
                "SOUK_BREAKER_SILENCE_MS", "499", "SOUK_BREAKER_REST_MS", "60001", "SOUK_SLOW_START_SECONDS", "601"));

        assertThatThrownBy(this::read)
                .hasMessageContaining("SOUK_BREAKER_SILENCE_MS")
                .hasMessageContaining("SOUK_BREAKER_REST_MS")
                .hasMessageContaining("SOUK_SLOW_START_SECONDS");
    }

    @Test
    void readsEveryKey() {
        environment.putAll(Map.of(
                "SOUK_INSTANCE", "orders-7",
                "SOUK_HTTP_HOST", "10.0.0.1",
                "SOUK_HTTP_PORT", "81",
                "SOUK_HTTP_REUSE_PORT", "true",
                "SOUK_MANAGEMENT_HOST", "10.0.0.2",
                "SOUK_MANAGEMENT_PORT", "82",
                "SOUK_CLUSTER_NAME", "bazaar",
                "SOUK_CLUSTER_HOST", "10.0.0.3",
                "SOUK_CLUSTER_PORT", "83",
                "SOUK_CLUSTER_MEMBERS", "10.0.0.3:83, 10.0.0.4:83"));
        environment.putAll(Map.of("SOUK_BREAKER_SILENCE_MS", "3000", "SOUK_BREAKER_REST_MS", "700"));
        environment.putAll(Map.of(
                "SOUK_BUS_HOST", "10.0.0.5",
                "SOUK_BUS_PORT", "85",
                "SOUK_HTTP_TLS", "mutual",
                "SOUK_TOKEN_ISSUER", "issuer",
                "SOUK_TOKEN_AUDIENCE", "audience",
                "SOUK_EVENT_LOOPS", "3",
                "SOUK_DRAIN_MS", "0",
                "SOUK_START_STEP_MS", "5000",
                "SOUK_SLOW_START_SECONDS", "0",
                "SOUK_FEATURES_REGISTRATION", "false"));

        assertThat(read().live()).containsEntry("features.registration", "false");
        assertThat(read())
                .isEqualTo(new NodeConfig(
                        "orders",
                        "orders-7",
                        new Listener("10.0.0.1", 81),
                        true,
                        true,
                        new Listener("10.0.0.2", 82),
                        new NodeConfig.Cluster(
                                "bazaar",
                                new Listener("10.0.0.3", 83),
                                List.of("10.0.0.3:83", "10.0.0.4:83"),
                                new Secret(KEY)),
                        new NodeConfig.BusTransport(new Listener("10.0.0.5", 85), pem, pem, pem),
                        new NodeConfig.Tokens("issuer", "audience"),
                        3,
                        0,
                        5_000,
                        new NodeConfig.Resilience(3_000, 700, 0),
                        LiveSettings.defaultsFrom(Settings.of(environment::get))));
    }

    @Test
    void refusesAShortOrGarbledClusterKeyAndMembersWithoutPort() {
        environment.put("SOUK_CLUSTER_KEY", "c2hvcnQ=");
        environment.put("SOUK_CLUSTER_MEMBERS", "10.0.0.4");
        assertThatThrownBy(this::read)
                .hasMessageContaining("fewer than 32 bytes")
                .hasMessageContaining("host:port");

        environment.put("SOUK_CLUSTER_KEY", "%%%");
        assertThatThrownBy(this::read).hasMessageContaining("not base64");
    }

    private NodeConfig read() {
        var settings = Settings.of(environment::get);
        var node = NodeConfig.from(settings, "orders");
        settings.verify();
        return node;
    }
}
