package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.gateway.cors.CrossOrigin;

/** What pages of other origins may see and do. */
class CrossOriginTest {

    private static final String SHOP = "https://shop.example";
    private static final String DESK = "http://localhost:3000";
    private static final String PRODUCT = "/products/0190a5c0-0000-7000-8000-000000000001";
    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.configured(Map.of("SOUK_CORS_ORIGINS", SHOP + ", " + DESK));
        products = gateway.instance("products", "products-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void letsPagesOfAListedOriginReadTheAnswerAndItsHeaders() {
        products.answersAll(3, "{}");
        var answer = gateway.call(HttpMethod.GET, "/products", Map.of("origin", SHOP), "");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
        assertThat(answer.header("access-control-expose-headers"))
                .contains("etag", "location", "link", "ratelimit", "idempotency-replayed");
        assertThat(answer.headers().getAll("vary")).contains("origin");
        assertThat(answer.headers().names()).doesNotContain("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://shop.example.evil.example",
                "https://shop.example:8443",
                "http://shop.example",
                "https://SHOP.example",
                "null",
                "*"
            })
    void tellsPagesOfOtherOriginsNothing(String origin) {
        products.answersAll(3, "{}");
        var read = gateway.call(HttpMethod.GET, "/products", Map.of("origin", origin), "");
        var asked = gateway.call(
                HttpMethod.OPTIONS,
                "/products",
                Map.of("origin", origin, "access-control-request-method", "DELETE"),
                "");
        for (var answer : List.of(read, asked)) {
            assertThat(ofAccessControl(answer.headers())).isEmpty();
            assertThat(answer.headers().getAll("vary")).contains("origin");
        }
    }

    @Test
    void answersItselfWhatABrowserMaySend() {
        var before = products.received().size();
        var answer = gateway.call(
                HttpMethod.OPTIONS,
                "/products/1",
                Map.of(
                        "origin",
                        DESK,
                        "access-control-request-method",
                        "PUT",
                        "access-control-request-headers",
                        "if-match"),
                "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(DESK);
        assertThat(answer.header("access-control-allow-methods")).contains("PUT", "DELETE");
        assertThat(answer.header("access-control-allow-headers")).contains("authorization", "if-match");
        assertThat(answer.header("access-control-max-age")).isEqualTo("600");
        assertThat(products.received()).hasSize(before);
    }

    @Test
    void givesARememberedAnswerToEachOriginAsItsOwn() {
        products.answersAll(4, "{\"name\":\"tea\"}");
        var before = products.received().size();
        var shop = gateway.call(HttpMethod.GET, PRODUCT, Map.of("origin", SHOP), "");
        var desk = gateway.call(HttpMethod.GET, PRODUCT, Map.of("origin", DESK), "");
        var evil = gateway.call(HttpMethod.GET, PRODUCT, Map.of("origin", "https://evil.example"), "");
        var none = gateway.get(PRODUCT);
        assertThat(products.received()).as("fetched once").hasSize(before + 1);
        assertThat(shop.headers().getAll("access-control-allow-origin")).containsExactly(SHOP);
        assertThat(desk.headers().getAll("access-control-allow-origin")).containsExactly(DESK);
        assertThat(ofAccessControl(evil.headers())).isEmpty();
        assertThat(ofAccessControl(none.headers())).isEmpty();
    }

    @Test
    void letsPagesReadProblemsToo() {
        var answer = gateway.call(HttpMethod.GET, "/nowhere", Map.of("origin", SHOP), "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(SHOP);
    }

    @Test
    void passesNothingOnThatAServiceSaysAboutOrigins() {
        products.does(request -> request.response()
                .putHeader("access-control-allow-origin", "*")
                .putHeader("access-control-allow-credentials", "true")
                .end());
        assertThat(ofAccessControl(gateway.call(HttpMethod.POST, "/products", Map.of(), "{}")
                        .headers()))
                .isEmpty();
    }

    @Test
    void isSilentWhereNoOriginIsConfigured() {
        try (var closed = RunningGateway.start()) {
            closed.instance("products", "p");
            var answer = closed.call(HttpMethod.GET, "/products", Map.of("origin", SHOP), "");
            assertThat(ofAccessControl(answer.headers())).isEmpty();
            assertThat(answer.headers().getAll("vary")).doesNotContain("origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "null", "shop.example", "https://shop.example/", "https://*.example", "ftp://a.example"})
    void takesNothingButOrigins(String text) {
        assertThatThrownBy(() -> CrossOrigin.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    private static List<String> ofAccessControl(MultiMap headers) {
        return headers.names().stream()
                .filter(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"))
                .toList();
    }
}
