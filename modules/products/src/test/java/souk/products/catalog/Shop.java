package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.products.category.CategoryTree;
import souk.products.change.ChangeNews;
import souk.products.grant.GrantRoutes;
import souk.products.inventory.StockRoutes;
import souk.products.search.Search;
import souk.shared.bus.Bus;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;
import souk.testing.OpenApiContract;
import souk.testing.TestDatabase;

/**
 * The catalogue on a free port over a database of its own. A visitor's token is their account id. Whatever goes to and
 * fro is held against the OpenAPI document.
 */
final class Shop implements AutoCloseable {

    static final String PRODUCTS = "/api/v1/products";

    private final Vertx vertx = Vertx.vertx();
    private final OpenApiContract contract = OpenApiContract.load("/openapi/products.yaml");
    private final Accounts accounts = new Accounts();
    private final TestDatabase testDatabase = TestDatabase.create();
    private final Database database;
    private final Search search;
    private final Router router;
    private volatile CategoryTree tree = CategoryTree.EMPTY;
    private final HttpServer server;
    private final WebClient client;

    private Shop() {
        database = PatientDatabase.open(vertx, testDatabase);
        var api = new HttpApi(vertx, accounts::authenticate, ClientAddress.ofConnection(), refused -> {});
        var bus = Bus.local(vertx);
        var news = new ChangeNews(vertx, bus);
        search = Search.over(vertx, database, new Search.Node("products-1", Optional.empty()), () -> tree);
        await(search.listen(bus));
        search.mount(api);
        CatalogRoutes.over(database, new RequestKeys(database), news, search.finder())
                .mount(api);
        CategoryProductRoutes.over(database, search.finder()).mount(api);
        GrantRoutes.over(database, news).mount(api);
        StockRoutes.over(database, new RequestKeys(database), news).mount(api);
        router = api.router();
        server = await(vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(router)
                .listen());
        client = WebClient.create(
                vertx,
                new WebClientOptions().setDefaultPort(server.actualPort()),
                new io.vertx.core.http.PoolOptions().setHttp1MaxSize(64));
    }

    static Shop open() {
        return new Shop();
    }

    /** A shop with an index of what is in it. */
    static Shop searching() {
        var shop = new Shop();
        await(shop.search.start());
        return shop;
    }

    /** Waits until the index has what was committed until now. */
    void indexed() {
        await(search.current());
    }

    void knows(CategoryTree other) {
        tree = other;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    Visitor anybody() {
        return new Visitor(null, null);
    }

    /** A new account with these roles. */
    Visitor newcomer(Role... roles) {
        var id = accounts.newcomer(roles);
        return new Visitor(id, id.toString());
    }

    /** The same account with a token that can do less, as an API key has it. */
    Visitor keyOf(Visitor visitor, Permission... permissions) {
        var token = "key-" + UuidV7.next();
        var caller = new Caller(visitor.account(), "key", Set.of(), Set.of(permissions), UuidV7.next());
        accounts.add(token, caller);
        return new Visitor(visitor.account(), token);
    }

    TestDatabase database() {
        return testDatabase;
    }

    /** Some milliseconds, more with each attempt, as a polite client rests before it tries again. */
    Future<?> pause(int attempt) {
        return vertx.timer(ThreadLocalRandom.current().nextInt(1, 40 * attempt), TimeUnit.MILLISECONDS);
    }

    Database pool() {
        return database;
    }

    Router router() {
        return router;
    }

    /** The methods that the resource says it knows. */
    String allowed(String uri) {
        return await(client.request(HttpMethod.OPTIONS, uri).send()).getHeader("allow");
    }

    @Override
    public void close() {
        client.close();
        await(server.close());
        await(search.stop());
        await(database.close());
        await(vertx.close());
        testDatabase.close();
    }

    static String grantUri(String product, UUID principal) {
        return PRODUCTS + "/" + product + "/grants/" + principal;
    }

    /** A valid body of POST and PUT with a SKU of its own. */
    static JsonObject tea() {
        return new JsonObject()
                .put("sku", "TEA-" + UUID.randomUUID())
                .put("name", "Assam")
                .put("description", "Malty, for the morning.")
                .put("price", new JsonObject().put("amount", "4.50").put("currency", "EUR"))
                .put("stock", 10);
    }

    final class Visitor {

        private final UUID account;
        private final String token;

        private Visitor(UUID account, String token) {
            this.account = account;
            this.token = token;
        }

        UUID account() {
            return account;
        }

        Reply get(String uri) {
            return call(HttpMethod.GET, uri, Map.of(), null);
        }

        Reply get(String uri, String header, String value) {
            return call(HttpMethod.GET, uri, Map.of(header, value), null);
        }

        Reply post(JsonObject product) {
            return call(HttpMethod.POST, PRODUCTS, Map.of(), product);
        }

        /** Creates a product that must be accepted. */
        JsonObject offers(JsonObject product) {
            return post(product).expect(201).json();
        }

        Reply put(String id, String ifMatch, JsonObject product) {
            return call(HttpMethod.PUT, PRODUCTS + "/" + id, matching(ifMatch), product);
        }

        Reply patch(String id, String ifMatch, JsonObject patch) {
            return call(HttpMethod.PATCH, PRODUCTS + "/" + id, matching(ifMatch), patch);
        }

        Reply delete(String id, String ifMatch) {
            return call(HttpMethod.DELETE, PRODUCTS + "/" + id, matching(ifMatch), null);
        }

        List<String> listed(String query) {
            return get(PRODUCTS + query).expect(200).items().stream()
                    .map(item -> ((JsonObject) item).getString("id"))
                    .toList();
        }

        Reply grant(String product, UUID principal, String level) {
            return grant(product, principal, level, Map.of());
        }

        Reply grant(String product, UUID principal, String level, Map<String, String> headers) {
            var body = new JsonObject().put("level", level);
            return call(HttpMethod.PUT, grantUri(product, principal), headers, body);
        }

        Reply revoke(String product, UUID principal, String ifMatch) {
            return call(HttpMethod.DELETE, grantUri(product, principal), matching(ifMatch), null);
        }

        Reply call(HttpMethod method, String uri, Map<String, String> headers, JsonObject body) {
            return await(send(method, uri, headers, body == null ? null : body.toBuffer()));
        }

        Future<Reply> send(HttpMethod method, String uri, Map<String, String> headers, Buffer body) {
            var all = new HashMap<>(headers);
            if (body != null) {
                all.putIfAbsent("content-type", "application/json");
            }
            var request = client.request(method, uri);
            all.forEach(request::putHeader);
            if (token != null) {
                request.putHeader("authorization", "Bearer " + token);
            }
            return (body == null ? request.send() : request.sendBuffer(body)).map(response -> {
                contract.check(method.name(), uri, all, body, response);
                return new Reply(response);
            });
        }

        private static Map<String, String> matching(String ifMatch) {
            return ifMatch == null ? Map.of() : Map.of("if-match", ifMatch);
        }
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

        JsonArray items() {
            return json().getJsonArray("items");
        }

        String code() {
            return json().getString("code");
        }

        /** The pointers of all violations. */
        Set<String> pointers() {
            var pointers = new java.util.TreeSet<String>();
            json().getJsonArray("errors").forEach(error -> pointers.add(((JsonObject) error).getString("pointer")));
            return pointers;
        }

        Reply expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected " + status + ", got " + status() + ": " + response.bodyAsString());
            }
            return this;
        }
    }
}
