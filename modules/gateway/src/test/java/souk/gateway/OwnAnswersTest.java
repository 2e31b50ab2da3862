package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.gateway.routing.RoutingTable;

class OwnAnswersTest {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void showsAnIndexToBrowsers() {
        var page = gateway.call(HttpMethod.GET, "/", Map.of("accept", "text/html"), "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<h1>Souk</h1>");
        assertThat(page.header("content-security-policy")).contains("style-src 'sha256-");
        assertThat(page.header("x-frame-options")).isEqualTo("DENY");
    }

    @Test
    void explainsAProblemAtTheAddressThatItsTypeNames() {
        var answer = gateway.call(HttpMethod.GET, "/problems/stale-version", Map.of("accept", "application/json"), "");
        assertThat(answer.text()).contains("\"code\":\"stale-version\"", "\"status\":412");
        assertThat(gateway.get("/problems/nonsense").status()).isEqualTo(404);
    }

    @Test
    void answersHeadWithoutABody() {
        var answer = gateway.call(HttpMethod.HEAD, "/", Map.of(), "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().length()).isZero();
        assertThat(Integer.parseInt(answer.header("content-length"))).isPositive();
    }

    @Test
    void sendsTheDocumentOfTheApiOnlyToWhoDoesNotHaveIt() {
        for (var path : List.of("/openapi.json", "/openapi.yaml", "/docs/swagger-ui-bundle.js", "/problems")) {
            var first = gateway.get(path);
            assertThat(first.status()).isEqualTo(200);
            var tag = first.header("etag");
            assertThat(tag).startsWith("\"");
            var again = gateway.call(HttpMethod.GET, path, Map.of("if-none-match", "\"other\", " + tag), "");
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body().length()).isZero();
            assertThat(again.header("etag")).isEqualTo(tag);
            assertThat(again.header("cache-control")).isEqualTo("public, max-age=300");
            assertThat(gateway.call(HttpMethod.GET, path, Map.of("if-none-match", "\"other\""), "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void documentsEveryRouteOfTheTable() {
        var document = gateway.get("/openapi.json").text();
        for (var route : RoutingTable.SOUK.routes()) {
            var path = '"' + route.target().replace("*", "{id}");
            assertThat(document.contains(path)).as("document of %s", path).isTrue();
        }
    }

    @Test
    void letsItsPagesOnlyBeRead() {
        var answer = gateway.call(HttpMethod.POST, "/problems", Map.of(), "x");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(gateway.call(HttpMethod.OPTIONS, "/problems", Map.of(), "").status())
                .isEqualTo(204);
    }

    @Test
    void countsWhatItAnswersUnderTheRouteAndNotThePath() {
        gateway.instance("products", "p");
        gateway.get("/products/1");
        gateway.get("/api/v1/products/2");
        assertThat(gateway.meters
                        .find("souk.gateway.requests")
                        .tag("route", "/api/v1/products")
                        .tag("status", "200")
                        .timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.count()).isEqualTo(2));
    }
}
