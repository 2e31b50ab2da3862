package souk.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.audit.AuditEntry;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.contract.AuditRecorded;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.PublishedKeys;
import souk.shared.contract.RecordAudit;
import souk.shared.problem.Trouble;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.RevokedTokens;
import souk.testing.TestDatabase;

/** Changes of access on their way to the audit trail, which is another service's and may be away. */
class AuditingAccessTest {

    private static final UUID CREDENTIAL = UUID.randomUUID();
    private static final String PRODUCTS = "/api/v1/products";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final TokenMint mint = new TokenMint();
    private final TestDatabase database = TestDatabase.create();
    private final ServiceContext service = ServiceContext.local(vertx, "products", bus);
    private final Map<UUID, AuditEntry> trail = new ConcurrentHashMap<>();
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final UUID seller = UUID.randomUUID();
    private final UUID friend = UUID.randomUUID();
    private ProductsConfig config;
    private WebClient client;

    @BeforeEach
    void start() {
        await(bus.serve(
                AuthOperations.KEYS, (ask, context) -> Future.succeededFuture(new PublishedKeys(List.of(mint.key())))));
        await(bus.serve(
                AuthOperations.REVOCATIONS,
                (ask, context) -> Future.succeededFuture(new RevokedTokens(Instant.now(), List.of(), null))));
        config = ProductsConfig.from(Settings.of(database::setting));
        var verticle = new ProductsVerticle(config, service);
        await(vertx.deployVerticle(verticle));
        client = WebClient.create(vertx, new WebClientOptions().setDefaultPort(verticle.port()));
    }

    @AfterEach
    void stop() {
        await(service.stop());
        await(vertx.close());
        database.close();
    }

    @Test
    void keepsAChangeUntilTheTrailIsBackAndTellsItOnce() {
        var product = offer("public");
        send(HttpMethod.PUT, grant(product), new JsonObject().put("level", "view"), 201);
        Awaitility.await()
                .until(() -> database.value("SELECT count(*) FROM outbox").equals("1"));
        assertThat(trail).isEmpty();

        answersToLose.set(1);
        bringTheTrailBack();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> pending() == 0);
        assertThat(recorded.get()).isGreaterThan(1);
        assertThat(trail).hasSize(1);
        var entry = trail.values().iterator().next();
        assertThat(entry.id())
                .hasToString(database.value("SELECT id FROM access_changes WHERE product_id = '" + product + "'"));
        assertThat(entry.kind()).isEqualTo("product.grant-created");
        assertThat(entry.subject()).isEqualTo("product:" + product);
        assertThat(entry.actor()).isEqualTo(seller);
        assertThat(entry.actorName()).isEqualTo("ada");
        assertThat(entry.credential()).isEqualTo(CREDENTIAL);
        assertThat(entry.address()).isEqualTo("127.0.0.1");
        assertThat(entry.requestId()).isEqualTo("request-of-ada");
        assertThat(entry.service()).isEqualTo("products");
        assertThat(entry.detail()).isEqualTo(Map.of("principal", friend.toString(), "to", "view"));
    }

    @Test
    void tellsOfEveryKindOfChangeAndOfNothingElse() {
        bringTheTrailBack();
        var product = offer("private");
        var visibility = new JsonObject().put("visibility", "public").put("name", "Ceylon");

        send(HttpMethod.PATCH, PRODUCTS + "/" + product, visibility, 200);
        send(HttpMethod.PATCH, PRODUCTS + "/" + product, visibility, 200);
        send(HttpMethod.PATCH, PRODUCTS + "/" + product, new JsonObject().put("name", "Assam"), 200);
        send(HttpMethod.PUT, grant(product), new JsonObject().put("level", "view"), 201);
        send(HttpMethod.PUT, grant(product), new JsonObject().put("level", "view"), 200);
        send(HttpMethod.PUT, grant(product), new JsonObject().put("level", "manage"), 200);
        send(HttpMethod.DELETE, grant(product), null, 204);
        send(HttpMethod.DELETE, grant(product), null, 404);
        send(HttpMethod.DELETE, PRODUCTS + "/" + product, null, 204);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> pending() == 0);
        assertThat(trail.values().stream()
                        .sorted((one, other) -> one.at().compareTo(other.at()))
                        .map(entry -> entry.kind()
                                + " " + entry.detail().get("from")
                                + " " + entry.detail().get("to")))
                .containsExactly(
                        "product.visibility-changed null private",
                        "product.visibility-changed private public",
                        "product.grant-created null view",
                        "product.grant-changed view manage",
                        "product.grant-revoked manage null");
        assertThat(database.number("SELECT count(*) FROM access_changes")).isEqualTo(5);
    }

    @Test
    void tellsNothingOfAChangeThatWasRolledBack() {
        bringTheTrailBack();
        var product = offer("public");
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
                CREATE CONSTRAINT TRIGGER not_today AFTER INSERT ON access_changes
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()""");
        var hidden = new JsonObject().put("visibility", "private");

        assertThat(status(HttpMethod.PUT, grant(product), new JsonObject().put("level", "view")))
                .isGreaterThanOrEqualTo(500);
        assertThat(status(HttpMethod.PATCH, PRODUCTS + "/" + product, hidden)).isGreaterThanOrEqualTo(500);
        assertThat(status(HttpMethod.POST, PRODUCTS, tea("private"))).isGreaterThanOrEqualTo(500);

        assertThat(database.number("SELECT count(*) FROM outbox")).isZero();
        assertThat(database.number("SELECT count(*) FROM product_grants")).isZero();
        assertThat(database.number("SELECT count(*) FROM products WHERE visibility = 'private'"))
                .isZero();
        database.execute("DROP TRIGGER not_today ON access_changes");
        send(HttpMethod.PUT, grant(product), new JsonObject().put("level", "update"), 201);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !trail.isEmpty());
        assertThat(trail.values()).extracting(entry -> entry.detail().get("to")).containsExactly("update");
    }

    /** Keeps an entry once by its id, as auth does, and may then fail to say so. */
    private void bringTheTrailBack() {
        await(bus.serve(AuthOperations.AUDIT, (ask, context) -> record(ask)));
    }

    private Future<AuditRecorded> record(RecordAudit ask) {
        recorded.incrementAndGet();
        ask.entries().forEach(entry -> trail.putIfAbsent(entry.id(), entry));
        return answersToLose.getAndDecrement() > 0
                ? Future.failedFuture(Trouble.because("lost"))
                : Future.succeededFuture(new AuditRecorded());
    }

    private long pending() {
        return database.number("SELECT count(*) FROM outbox");
    }

    private String grant(String product) {
        return PRODUCTS + "/" + product + "/grants/" + friend;
    }

    private String offer(String visibility) {
        return send(HttpMethod.POST, PRODUCTS, tea(visibility), 201)
                .bodyAsJsonObject()
                .getString("id");
    }

    private static JsonObject tea(String visibility) {
        return new JsonObject()
                .put("sku", "TEA-" + UUID.randomUUID())
                .put("name", "Assam")
                .put("description", "")
                .put("price", new JsonObject().put("amount", "4.50").put("currency", "EUR"))
                .put("stock", 10)
                .put("visibility", visibility);
    }

    private HttpResponse<Buffer> send(HttpMethod method, String uri, JsonObject body, int status) {
        var response = call(method, uri, body);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(status);
        return response;
    }

    private int status(HttpMethod method, String uri, JsonObject body) {
        return call(method, uri, body).statusCode();
    }

    private HttpResponse<Buffer> call(HttpMethod method, String uri, JsonObject body) {
        var request = client.request(method, uri)
                .putHeader("authorization", "Bearer " + mint.token(seller, CREDENTIAL))
                .putHeader("x-request-id", "request-of-ada");
        if (method != HttpMethod.POST && !(method == HttpMethod.PUT && isNew(uri))) {
            request.putHeader("if-match", "*");
        }
        if (body == null) {
            return await(request.send());
        }
        return await(request.putHeader("content-type", "application/json").sendBuffer(body.toBuffer()));
    }

    /** Whether nothing is granted there yet. */
    private boolean isNew(String uri) {
        return database.number("SELECT count(*) FROM product_grants WHERE principal = '" + friend + "'") == 0
                && uri.endsWith(friend.toString());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
