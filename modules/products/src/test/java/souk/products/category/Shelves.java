package souk.products.category;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import souk.products.change.ChangeNews;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Migrations;
import souk.shared.sql.RequestKeys;
import souk.testing.OpenApiContract;
import souk.testing.TestDatabase;

/**
 * The categories on a free port over a database of their own. A token is the name of a role. Whatever goes to and fro is
 * held against the OpenAPI document.
 */
final class Shelves implements AutoCloseable {

    static final String CATEGORIES = "/api/v1/categories";
    static final UUID MANAGER = UuidV7.next();

    /** These tests are about what is right, on however busy a machine. */
    private static final DatabaseLimits PATIENT = new DatabaseLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(19),
            Duration.ofSeconds(18),
            Duration.ofSeconds(20),
            500);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final OpenApiContract contract = OpenApiContract.load("/openapi/categories.yaml");
    private final TestDatabase testDatabase = TestDatabase.create();
    private final Database database;
    private final Router router;
    private final HttpServer server;
    private final WebClient client;

    private Shelves() {
        var settings = Settings.of(testDatabase::setting);
        var config = DatabaseConfig.from(settings, "products").withLimits(PATIENT);
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        var api = new HttpApi(vertx, Shelves::authenticate, ClientAddress.ofConnection(), refused -> {});
        var routes = CategoryRoutes.over(database, new RequestKeys(database), new ChangeNews(vertx, bus));
        routes.mount(api);
        await(routes.serve(bus));
        router = api.router();
        server = await(vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(router)
                .listen());
        client = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultPort(server.actualPort()),
                new PoolOptions().setHttp1MaxSize(64));
    }

    static Shelves open() {
        return new Shelves();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    TestDatabase database() {
        return testDatabase;
    }

    Router router() {
        return router;
    }

    Vertx vertx() {
        return vertx;
    }

    Bus bus() {
        return bus;
    }

    /** The methods that the resource says it knows. */
    String allowed(String uri) {
        return await(client.request(HttpMethod.OPTIONS, uri).send()).getHeader("allow");
    }

    Reply get(String uri) {
        return call(HttpMethod.GET, uri, Map.of(), null);
    }

    Reply get(String uri, String header, String value) {
        return call(HttpMethod.GET, uri, Map.of(header, value), null);
    }

    Reply post(JsonObject category) {
        return call(HttpMethod.POST, CATEGORIES, as("catalog_manager"), category);
    }

    /** A new category that must be accepted; gives its id. */
    String add(String parent, String name) {
        return post(named(name).put("parent", parent)).expect(201).json().getString("id");
    }

    Reply patch(String id, String ifMatch, JsonObject patch) {
        return call(HttpMethod.PATCH, uri(id), matching(ifMatch), patch);
    }

    Reply put(String id, String ifMatch, JsonObject category) {
        return call(HttpMethod.PUT, uri(id), matching(ifMatch), category);
    }

    Reply delete(String id, String ifMatch, String query) {
        return call(HttpMethod.DELETE, uri(id) + query, matching(ifMatch), null);
    }

    Reply move(String id, String ifMatch, JsonObject move) {
        return call(HttpMethod.POST, uri(id) + "/move", matching(ifMatch), move);
    }

    Reply call(HttpMethod method, String uri, Map<String, String> headers, JsonObject body) {
        return await(send(method, uri, headers, body));
    }

    Future<Reply> send(HttpMethod method, String uri, Map<String, String> headers, JsonObject body) {
        var all = new HashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("content-type", "application/json");
        }
        var request = client.request(method, uri);
        all.forEach(request::putHeader);
        return (body == null ? request.send() : request.sendBuffer(body.toBuffer())).map(response -> {
            contract.check(method.name(), uri, all, body == null ? null : body.toBuffer(), response);
            return new Reply(response);
        });
    }

    /** A product of nobody in these categories; gives its id. */
    String product(String... categories) {
        var id = UuidV7.next().toString();
        testDatabase.execute("""
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status, category_ids)
                VALUES ('%1$s', '%1$s', '%2$s', 'Assam', '', 100, 'EUR', 'active', '{%3$s}');
                INSERT INTO stock (product_id, on_hand) VALUES ('%1$s', 1);""".formatted(id, MANAGER, String.join(",", categories)));
        return id;
    }

    /** As an editor of products does it: the product first, then its categories. Fails if the category is gone. */
    Future<Void> attach(String product, String category) {
        return database.query("""
                WITH p AS (
                    UPDATE products SET version = version + 1, category_ids = category_ids || $2::uuid
                     WHERE id = $1::uuid RETURNING id, version)
                INSERT INTO product_history (product_id, version, actor, action)
                SELECT id, version, id, 'updated' FROM p""", UUID.fromString(product), UUID.fromString(category))
                .mapEmpty();
    }

    /** Names in the order of a list. */
    List<String> names(String query) {
        return get(CATEGORIES + query).expect(200).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("name"))
                .toList();
    }

    static JsonObject named(String name) {
        return new JsonObject().put("name", name);
    }

    static String uri(String id) {
        return CATEGORIES + "/" + id;
    }

    static Map<String, String> as(String role) {
        return Map.of("authorization", "Bearer " + role);
    }

    static Map<String, String> matching(String ifMatch) {
        var headers = new HashMap<>(as("catalog_manager"));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return headers;
    }

    @Override
    public void close() {
        client.close();
        await(server.close());
        await(database.close());
        await(vertx.close());
        testDatabase.close();
    }

    private static Future<Caller> authenticate(String role) {
        return Future.succeededFuture(Caller.of(MANAGER, role, Role.named(role).orElseThrow()));
    }

    /** An answer that fits the contract. */
    record Reply(HttpResponse<Buffer> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.getHeader(name);
        }

        JsonObject json() {
            return response.bodyAsJsonObject();
        }

        String code() {
            return json().getString("code");
        }

        /** The pointers of all violations. */
        List<String> pointers() {
            return json().getJsonArray("errors").stream()
                    .map(error -> ((JsonObject) error).getString("pointer"))
                    .toList();
        }

        Reply expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected " + status + ", got " + status() + ": " + response.bodyAsString());
            }
            return this;
        }
    }
}
