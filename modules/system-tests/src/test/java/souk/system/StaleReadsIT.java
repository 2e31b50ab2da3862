package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.system.Client.Answer;

/** How old what a gateway remembers can be, when products are changed on another node, behind its back. */
class StaleReadsIT {

    private static final int CHANGES = 500;
    private static final Duration RULE = Duration.ofMillis(100);
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static Map<String, String> products;
    private static Client gateway;
    private static Client management;
    private static Client node;

    @BeforeAll
    static void open() {
        var shop = LocalShop.shared();
        products =
                GuestInstance.variables(shop.souk("env", "products-1", "--json").out());
        gateway = Client.anonymous(shop.url());
        var itself =
                GuestInstance.variables(shop.souk("env", "gateway-1", "--json").out());
        management = Client.anonymous(
                "http://%s:%s".formatted(itself.get("SOUK_MANAGEMENT_HOST"), itself.get("SOUK_MANAGEMENT_PORT")));
        var seller = gateway.join("seller-" + System.nanoTime(), "seller");
        node = new Client(
                "http://%s:%s".formatted(products.get("SOUK_HTTP_HOST"), products.get("SOUK_HTTP_PORT")),
                seller.token());
    }

    @Test
    void whatIsChangedOnOneNodeIsReadOnAnotherRightAway() {
        var path = product("changing");
        var hits = figure("souk_gateway_cache_reads_total{result=\"hit\"}");
        var staleTimes = new long[CHANGES];
        for (int change = 0; change < CHANGES; change++) {
            var version = change + 1;
            assertThat(version(gateway.get(path))).isEqualTo(version);
            patch(path, version, "{\"name\":\"Tea %d\"}".formatted(change));
            staleTimes[change] = staleNanos(() -> version(gateway.get(path)) == version);
        }
        java.util.Arrays.sort(staleTimes);
        var p99 = Duration.ofNanos(staleTimes[CHANGES * 99 / 100]);
        var longest = Duration.ofNanos(staleTimes[CHANGES - 1]);

        System.out.printf(
                "stale reads: %d changes on one node, read on another: p99 %.1f ms, longest %.1f ms after the answer;"
                        + " known at the gateway %.1f ms after the commit (p99)%n",
                CHANGES,
                p99.toNanos() / 1e6,
                longest.toNanos() / 1e6,
                figure("souk_gateway_cache_news_age_seconds{quantile=\"0.99\"}") * 1e3);
        assertThat(figure("souk_gateway_cache_reads_total{result=\"hit\"}") - hits)
                .as("reads from memory")
                .isGreaterThan(CHANGES / 2.0);
        assertThat(p99).isLessThanOrEqualTo(RULE);
        assertThat(longest).isLessThan(BOUND);
    }

    @Test
    void withoutAnyNewsNothingIsOlderThanTwoSeconds() throws Exception {
        var path = product("silent");
        var longest = Duration.ZERO;
        for (int version = 1; version <= 3; version++) {
            var before = version;
            assertThat(version(gateway.get(path))).isEqualTo(before);
            changeSilently(path);
            var stale = Duration.ofNanos(staleNanos(() -> version(gateway.get(path)) == before));
            longest = stale.compareTo(longest) > 0 ? stale : longest;
        }

        System.out.printf("stale reads: without news, longest %d ms%n", longest.toMillis());
        assertThat(longest).isPositive().isLessThan(BOUND);
    }

    @Test
    void whatIsMadePrivateOrDeletedIsSeenByNobodyAnyMore() {
        var path = product("secret");
        assertThat(gateway.get(path).status()).isEqualTo(200);
        patch(path, 1, "{\"visibility\":\"private\"}");
        assertThat(staleNanos(() -> gateway.get(path).status() == 200)).isLessThan(RULE.toNanos());
        assertThat(new Client(gateway.url(), node.token()).get(path).status()).isEqualTo(200);
        assertThat(gateway.get(path).status()).isEqualTo(404);
        patch(path, 2, "{\"visibility\":\"public\"}");
        staleNanos(() -> gateway.get(path).status() == 404);
        node.send("DELETE", path, null, "If-Match", "\"3\"").expect(204);
        assertThat(staleNanos(() -> gateway.get(path).status() == 200)).isLessThan(RULE.toNanos());
    }

    /** For how long after now a read could begin that still had the old answer; 0 if none had. */
    private static long staleNanos(java.util.function.BooleanSupplier readIsStale) {
        var changed = System.nanoTime();
        var last = changed;
        for (var began = System.nanoTime(); readIsStale.getAsBoolean(); began = System.nanoTime()) {
            last = began;
        }
        return last - changed;
    }

    private static String product(String name) {
        var body = """
                {"sku":"%s","name":"%s","description":"","price":{"amount":"4.50","currency":"EUR"},"stock":10}""".formatted(name, name);
        return node.post("/api/v1/products", body).expect(201).header("location");
    }

    private static void patch(String path, int version, String body) {
        node.send("PATCH", path, body, "If-Match", "\"" + version + "\"").expect(200);
    }

    private static double figure(String name) {
        return management
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static int version(Answer product) {
        return product.expect(200).json().path("version").asInt();
    }

    /** As no service would: the row alone, and nobody is told. */
    private static void changeSilently(String path) throws Exception {
        var password = Files.readString(Path.of(products.get("SOUK_DATABASE_PASSWORD_FILE")));
        var url = "jdbc:" + products.get("SOUK_DATABASE_URL");
        try (var connection = DriverManager.getConnection(url, products.get("SOUK_DATABASE_USER"), password.strip());
                var update = connection.prepareStatement(
                        "UPDATE products SET name = name || '!', version = version + 1 WHERE id = ?::uuid")) {
            update.setString(1, path.substring(path.lastIndexOf('/') + 1));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
