package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.gateway.routing.Route;
import souk.gateway.routing.RoutingTable;

class DeprecationTest {

    private static final String TEA = "/api/v1/products/0198a000-0000-7000-8000-000000000001";
    private static final String TEA_IN_V2 = TEA.replace("/v1/", "/v2/");

    @TempDir
    private static Path folder;

    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() throws IOException {
        var file = Files.writeString(folder.resolve("deprecations.json"), """
                [{"path": "/api/v1/orders/*/ship", "methods": ["POST"], "deprecated": "2027-01-01",
                  "successor": "/api/v2/shipments"},
                 {"path": "/api/v1/products", "deprecated": "2027-01-01", "sunset": "2027-07-01",
                  "page": "https://souk.example/v2", "successor": "/api/v2/products"}]""");
        gateway = RunningGateway.configured(
                Map.of("SOUK_DEPRECATIONS_FILE", file.toString()),
                RoutingTable.SOUK.with(List.of(Route.of("/api/v2/products", "products"))));
        products = gateway.instance("products", "p")
                .does(request -> StubInstance.publicly(
                        request,
                        7,
                        request.path().startsWith("/api/v2") ? "{\"title\":\"Assam\"}" : "{\"name\":\"Assam\"}"));
        gateway.instance("orders", "o")
                .does(request -> request.response()
                        .putHeader("link", "</next>; rel=\"next\"")
                        .end());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void assertAnnounced(RunningGateway.Seen answer) {
        assertThat(answer.header("deprecation")).isEqualTo("@1798761600");
        assertThat(answer.header("sunset")).isEqualTo("Thu, 01 Jul 2027 00:00:00 GMT");
        assertThat(answer.headers().getAll("link"))
                .contains("</api/v2/products>; rel=\"successor-version\"")
                .anyMatch(link -> link.contains("rel=\"deprecation\""));
    }

    @Test
    void tellsWhatIsGoingToEndAlsoFromMemoryAndUnderTheShortName() {
        assertAnnounced(gateway.get(TEA));
        assertAnnounced(gateway.get(TEA));
        assertAnnounced(gateway.get(TEA.replace("/api/v1", "")));
        assertAnnounced(gateway.call(HttpMethod.DELETE, TEA, Map.of(), ""));
        assertThat(gateway.meters
                        .get("souk.gateway.deprecated")
                        .tag("path", "/api/v1/products")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void keepsTheLinksOfTheService() {
        var order = gateway.call(HttpMethod.POST, "/api/v1/orders/1/ship", Map.of(), "{}");
        assertThat(order.header("deprecation")).isEqualTo("@1798761600");
        assertThat(order.headers().getAll("link"))
                .containsExactlyInAnyOrder("</next>; rel=\"next\"", "</api/v2/shipments>; rel=\"successor-version\"");
    }

    @Test
    void saysNothingAboutTheRest() {
        assertThat(gateway.get("/api/v1/orders/1/ship").headers().contains("deprecation"))
                .isFalse();
        assertThat(gateway.get("/api/v1/orders").headers().contains("deprecation"))
                .isFalse();
        assertThat(gateway.get(TEA_IN_V2).headers().contains("deprecation")).isFalse();
    }

    @Test
    void passesASecondVersionOnBesideTheFirst() {
        assertThat(gateway.get(TEA).text()).isEqualTo("{\"name\":\"Assam\"}");
        assertThat(gateway.get(TEA_IN_V2).text()).isEqualTo("{\"title\":\"Assam\"}");
        assertThat(gateway.get("/api/v3/products").status()).isEqualTo(404);
    }

    @Test
    void forgetsWhatItRemembersOfTheFirstVersionWhenTheSecondChangesIt() {
        gateway.get(TEA);
        var asked = products.received().size();
        gateway.get(TEA);
        assertThat(products.received()).hasSize(asked);
        assertThat(gateway.call(HttpMethod.PATCH, TEA_IN_V2, Map.of(), "{}").status())
                .isEqualTo(200);
        gateway.get(TEA);
        assertThat(products.received()).hasSize(asked + 2);
    }
}
