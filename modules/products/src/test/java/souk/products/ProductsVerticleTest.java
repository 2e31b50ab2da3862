package souk.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.PublishedKeys;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.RevokedTokens;
import souk.testing.FaultProxy;
import souk.testing.TestDatabase;

/** The service as a whole: keys from auth over the bus, its database behind a proxy, its API on a free port. */
class ProductsVerticleTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final TokenMint mint = new TokenMint();
    private final TestDatabase database = TestDatabase.create();
    private final FaultProxy proxy = FaultProxy.to(database.server().port());
    private final ServiceContext service = ServiceContext.local(vertx, "products", bus);
    private WebClient client;

    @BeforeEach
    void start() {
        var published = new PublishedKeys(List.of(mint.key()));
        await(bus.serve(AuthOperations.KEYS, (ask, context) -> Future.succeededFuture(published)));
        await(bus.serve(
                AuthOperations.REVOCATIONS,
                (ask, context) -> Future.succeededFuture(new RevokedTokens(Instant.now(), List.of(), null))));
        var settings = Settings.of(database.through(proxy.port())::setting);
        var verticle = new ProductsVerticle(ProductsConfig.from(settings), service);
        await(vertx.deployVerticle(verticle));
        client = WebClient.create(vertx, new WebClientOptions().setDefaultPort(verticle.port()));
    }

    @AfterEach
    void stop() {
        await(service.stop());
        await(vertx.close());
        proxy.close();
        database.close();
    }

    @Test
    void believesTokensThatAreSignedWithAKeyOfAuthAndNoOthers() {
        assertThat(await(post(mint, "A-1")).statusCode()).isEqualTo(201);
        assertThat(await(post(new TokenMint(), "A-2")).statusCode()).isEqualTo(401);
        assertThat(database.number("SELECT count(*) FROM products")).isEqualTo(1);
    }

    @Test
    void answers503InTimeWhileTheDatabaseIsAwayAndRecoversByItself() {
        assertThat(await(list().send()).statusCode()).isEqualTo(200);

        proxy.freeze();
        var begun = System.nanoTime();
        var away = await(list().send());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.getHeader("retry-after")).isNotNull();

        proxy.pass();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> await(list().send()).statusCode() == 200);
    }

    @Test
    void tellsTheClusterWhichProductAChangeWasAboutAndNothingOfARefusedOne() {
        var heard = new LinkedBlockingQueue<UUID>();
        await(bus.subscribe(
                ProductOperations.CHANGED, changed -> changed.products().forEach(heard::add)));
        var seller = UUID.randomUUID();
        var made = await(post(mint, "A-1", seller)).bodyAsJsonObject();
        var path = "/api/v1/products/" + made.getString("id");
        var grant = path + "/grants/" + UUID.randomUUID();
        var name = new JsonObject().put("name", "Darjeeling");
        var level = new JsonObject().put("level", "view");
        var done = List.of(
                await(change(HttpMethod.PATCH, path, seller, "\"1\"").sendJsonObject(name)),
                await(change(HttpMethod.PATCH, path, seller, "\"1\"").sendJsonObject(name)),
                await(change(HttpMethod.PUT, grant, seller, null).sendJsonObject(level)),
                await(change(HttpMethod.DELETE, grant, seller, "\"1\"").send()),
                await(change(HttpMethod.DELETE, path, seller, "\"2\"").send()));

        assertThat(done).extracting(HttpResponse::statusCode).containsExactly(200, 412, 201, 204, 204);
        Awaitility.await().until(() -> heard.size() >= 5);
        assertThat(heard).hasSize(5).containsOnly(UUID.fromString(made.getString("id")));
    }

    private HttpRequest<Buffer> change(HttpMethod method, String path, UUID caller, String version) {
        var request = client.request(method, path)
                .putHeader("authorization", "Bearer " + mint.token(caller, UUID.randomUUID()));
        return version == null ? request : request.putHeader("if-match", version);
    }

    private HttpRequest<Buffer> list() {
        return client.get("/api/v1/products");
    }

    private Future<HttpResponse<Buffer>> post(TokenMint mint, String sku) {
        return post(mint, sku, UUID.randomUUID());
    }

    private Future<HttpResponse<Buffer>> post(TokenMint mint, String sku, UUID seller) {
        return client.post("/api/v1/products")
                .putHeader("authorization", "Bearer " + mint.token(seller, UUID.randomUUID()))
                .sendJsonObject(new JsonObject()
                        .put("sku", sku)
                        .put("name", "Assam")
                        .put("description", "")
                        .put("price", new JsonObject().put("amount", "4.50").put("currency", "EUR"))
                        .put("stock", 10));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }
}
