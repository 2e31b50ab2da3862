package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.products.category.CategoryTree;
import souk.products.change.ChangeNews;
import souk.products.grant.Viewer;
import souk.products.search.Search;
import souk.shared.bus.Bus;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.http.Rule;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;
import souk.testing.TestDatabase;

/** A second version of a resource stands beside the first: other routes, the same use cases, the same rows. */
class SecondVersionTest {

    private static final String V1 = "/api/v1/products";
    private static final String V2 = "/api/v2/products";

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase testDatabase = TestDatabase.create();
    private final Accounts accounts = new Accounts();
    private final Database database = PatientDatabase.open(vertx, testDatabase);
    private final WebClient client = WebClient.create(vertx);
    private String token;

    /** In the second version a product has a title, and its price is a number in the smallest unit. */
    private record ProductOfV2(UUID id, long version, String title, long priceMinor, String currency) {

        static ProductOfV2 of(Product product) {
            return new ProductOfV2(
                    product.id(),
                    product.version(),
                    product.name(),
                    product.price().minorUnits(),
                    product.price().currency().getCurrencyCode());
        }
    }

    /** All that a second version is made of: what comes in and goes out is translated here. */
    private record ProductsInV2(ReadingRepository reading, Editing editing, ChangeNews news) {

        void mount(HttpApi api) {
            api.on(HttpMethod.GET, V2 + "/:id", Rule.anyone(), this::read)
                    .on(HttpMethod.PATCH, V2 + "/:id", Rule.authenticated(), this::retitle);
        }

        private Future<Answer> read(ApiRequest request) {
            return reading.find(request.id("id"), Viewer.of(request.caller())).map(found -> {
                var product = found.orElseThrow(() -> new CatalogFailure.NoSuchProduct().refusal());
                return request.conditional(product.version(), ProductOfV2.of(product));
            });
        }

        private Future<Answer> retitle(ApiRequest request) {
            var fields = request.json();
            var name = fields.text("title", 1, 200);
            fields.done();
            var patch = new ProductPatch(JsonNodeFactory.instance.objectNode().put("name", name));
            var id = request.id("id");
            return news.about(id, editing.patch(id, patch, request.ifMatch(), Editor.of(request)))
                    .map(changed -> Answer.ok(ProductOfV2.of(changed)).etag(changed.version()));
        }
    }

    @BeforeEach
    void register() {
        token = accounts.newcomer(Role.SELLER).toString();
    }

    @AfterEach
    void stop() {
        Shop.await(database.close());
        Shop.await(vertx.close());
        testDatabase.close();
    }

    private int serve(boolean second) {
        var api = new HttpApi(vertx, accounts::authenticate, ClientAddress.ofConnection(), refused -> {});
        var news = new ChangeNews(vertx, Bus.local(vertx));
        var search =
                Search.over(vertx, database, new Search.Node("products-1", Optional.empty()), () -> CategoryTree.EMPTY);
        CatalogRoutes.over(database, new RequestKeys(database), news, search.finder())
                .mount(api);
        if (second) {
            var reading = new ReadingRepository(database);
            new ProductsInV2(reading, new Editing(reading, new ChangingRepository(database)), news).mount(api);
        }
        HttpServer server = Shop.await(vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(api.router())
                .listen());
        return server.actualPort();
    }

    private HttpResponse<Buffer> call(
            int port, HttpMethod method, String path, Map<String, String> headers, Object body) {
        var request = client.request(method, port, "127.0.0.1", path)
                .putHeader("authorization", "Bearer " + token)
                .putHeader("content-type", "application/json");
        headers.forEach(request::putHeader);
        return Shop.await(body == null ? request.send() : request.sendBuffer(Buffer.buffer(body.toString())));
    }

    private String offered(int port) {
        return call(port, HttpMethod.POST, V1, Map.of(), Shop.tea())
                .bodyAsJsonObject()
                .getString("id");
    }

    @Test
    void leavesEveryByteOfTheFirstAsItWas() {
        var alone = serve(false);
        var both = serve(true);
        var id = offered(alone);
        var before = call(alone, HttpMethod.GET, V1 + "/" + id, Map.of(), null);
        var after = call(both, HttpMethod.GET, V1 + "/" + id, Map.of(), null);
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(after.headers().names())
                .containsExactlyInAnyOrderElementsOf(before.headers().names());
        assertThat(call(alone, HttpMethod.GET, V2 + "/" + id, Map.of(), null).statusCode())
                .isEqualTo(404);
        var second = call(both, HttpMethod.GET, V2 + "/" + id, Map.of(), null).bodyAsJsonObject();
        assertThat(second.getString("title")).isEqualTo("Assam");
        assertThat(second.getLong("priceMinor")).isEqualTo(450);
        assertThat(second.containsKey("name")).isFalse();
    }

    @Test
    void letsEditorsOfBothVersionsSeeOneAnother() {
        var port = serve(true);
        var id = offered(port);
        var read = call(port, HttpMethod.GET, V1 + "/" + id, Map.of(), null).getHeader("etag");
        var title = new JsonObject().put("title", "Darjeeling");
        assertThat(call(port, HttpMethod.PATCH, V2 + "/" + id, Map.of("if-match", read), title)
                        .statusCode())
                .isEqualTo(200);
        var late = call(
                port, HttpMethod.PATCH, V1 + "/" + id, Map.of("if-match", read), new JsonObject().put("name", "x"));
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(call(port, HttpMethod.GET, V1 + "/" + id, Map.of(), null)
                        .bodyAsJsonObject()
                        .getString("name"))
                .isEqualTo("Darjeeling");
    }
}
