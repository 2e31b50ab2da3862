package souk.orders;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import souk.orders.checkout.BusProducts;
import souk.orders.checkout.CheckoutFeature;
import souk.orders.consistency.ConsistencyRoutes;
import souk.orders.order.Expiring;
import souk.orders.order.OrderFeature;
import souk.orders.payment.PaymentFeature;
import souk.orders.payment.PaymentProvider;
import souk.orders.payment.SimulatedProvider;
import souk.orders.sales.SalesRoutes;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.contract.EquationsTold;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReservationsTold;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReleased;
import souk.shared.contract.StockReserved;
import souk.shared.contract.StockReserved.ReservedLine;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.OpenApiContract;
import souk.testing.TestDatabase;

/**
 * The orders service on a free port, with products that answer on a bus of its own: as many pieces of everything as a
 * test gives them, at 10.00. Whatever goes to and fro is held against the OpenAPI document. A token is a user's name.
 */
final class RunningOrders implements AutoCloseable {

    final OpenApiContract contract = OpenApiContract.load("/openapi/orders.yaml");
    final TestDatabase postgres = TestDatabase.create();
    final Router router;
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Caller> accounts = new HashMap<>();
    private final Map<UUID, Integer> held = new HashMap<>();
    private final WebClient client;
    private final Set<UUID> unknown = new HashSet<>();
    private final Map<UUID, Money> prices = new ConcurrentHashMap<>();
    private final Database database;
    private final OrderFeature feature;
    private int stock = 900;

    /** With the simulated provider. */
    RunningOrders() {
        this(Optional::of);
    }

    /** @param provider gives the one that payments are made with, or none, over the simulated one */
    RunningOrders(Function<PaymentProvider, Optional<PaymentProvider>> provider) {
        var bus = Bus.local(vertx);
        await(bus.serve(ProductOperations.RESERVE, (request, context) -> reserve(request)));
        await(bus.serve(
                ProductOperations.RELEASE,
                (request, context) -> Future.succeededFuture(new StockReleased(release(request.orderId())))));
        await(bus.serve(
                ProductOperations.RESERVATIONS,
                (request, context) -> Future.succeededFuture(new ReservationsTold(List.of()))));
        await(bus.serve(
                ProductOperations.EQUATIONS,
                (request, context) -> Future.succeededFuture(new EquationsTold(true, 3, List.of()))));
        var settings = Settings.of(postgres::setting);
        var config = DatabaseConfig.from(settings, "orders");
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        var api = new HttpApi(
                vertx,
                token -> accounts.containsKey(token)
                        ? Future.succeededFuture(accounts.get(token))
                        : Future.failedFuture(HttpApi.unauthenticated()),
                ClientAddress.ofConnection(),
                refused -> {});
        CheckoutFeature.over(vertx, database, new BusProducts(bus), () -> {}, () -> true)
                .mount(api);
        feature = OrderFeature.over(database, bus, () -> {});
        feature.mount(api);
        payments(provider.apply(simulated())).mount(api);
        new SalesRoutes(database).mount(api);
        ConsistencyRoutes.over(vertx, database, bus).mount(api);
        router = api.router();
        var server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        client = WebClient.create(
                vertx, new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(server.actualPort()));
    }

    PaymentProvider simulated() {
        return new SimulatedProvider(vertx, database, Duration.ofMillis(800));
    }

    /** Those of one more instance, which takes over at once what another one leaves. */
    PaymentFeature payments(Optional<PaymentProvider> provider) {
        var around =
                new PaymentFeature.Surroundings(vertx, database, feature.moving(), Duration.ofMillis(-1), () -> {});
        return PaymentFeature.over(around, provider);
    }

    /** Has another instance look after what is open. */
    int reconcile() {
        return await(payments(Optional.of(simulated())).reconciling().reconcile());
    }

    Expiring expiring(Duration age) {
        return new Expiring(vertx, database, age, () -> {});
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** The token of an account with these roles. */
    String account(souk.shared.security.Role... roles) {
        var caller = Caller.of(UuidV7.next(), "user-" + accounts.size(), roles);
        accounts.put(caller.username(), caller);
        return caller.username();
    }

    UUID id(String token) {
        return accounts.get(token).id();
    }

    /** A product at a price of its own. */
    UUID product(String price) {
        var product = UuidV7.next();
        prices.put(product, Money.parse(price, "EUR"));
        return product;
    }

    synchronized int stock() {
        return stock;
    }

    /** From now on these products are not for sale. */
    synchronized void withdraw(UUID... products) {
        unknown.addAll(List.of(products));
    }

    static JsonObject order(int quantity) {
        return new JsonObject().put("lines", new JsonArray().add(line(UuidV7.next(), quantity)));
    }

    static JsonObject line(UUID product, int quantity) {
        return new JsonObject().put("productId", product.toString()).put("quantity", quantity);
    }

    HttpResponse<Buffer> place(String token, JsonObject order, String... headers) {
        return send(HttpMethod.POST, "/api/v1/orders", token, order, headers);
    }

    HttpResponse<Buffer> get(String path, String token, String... headers) {
        return send(HttpMethod.GET, path, token, null, headers);
    }

    /** @param move the last part of the path */
    HttpResponse<Buffer> move(String id, String move, String token, JsonObject body, String... headers) {
        return send(HttpMethod.POST, "/api/v1/orders/" + id + "/" + move, token, body, headers);
    }

    static String code(HttpResponse<Buffer> response) {
        return response.bodyAsJsonObject().getString("code");
    }

    static List<String> pointers(HttpResponse<Buffer> response) {
        return response.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    /** The types of an order's events so far. */
    String events(String id) {
        return postgres.value("SELECT string_agg(type, ' ' ORDER BY aggregate_version) FROM outbox"
                + " WHERE aggregate_id = '" + id + "'");
    }

    HttpResponse<Buffer> cancel(String id, String token, String... headers) {
        return send(HttpMethod.POST, "/api/v1/orders/" + id + "/cancel", token, null, headers);
    }

    /** @param headers names and values in turn */
    HttpResponse<Buffer> send(HttpMethod method, String path, String token, JsonObject body, String... headers) {
        var sent = headers(body, headers);
        var response = await(sending(method, path, token, body, headers));
        contract.check(method.name(), path, sent, body == null ? null : body.toBuffer(), response);
        return response;
    }

    /** The same for requests that are under way together; their answers are not held against the contract. */
    Future<HttpResponse<Buffer>> sending(
            HttpMethod method, String path, String token, JsonObject body, String... headers) {
        var request = client.request(method, path);
        headers(body, headers).forEach(request::putHeader);
        if (token != null) {
            request.bearerTokenAuthentication(token);
        }
        return body == null ? request.send() : request.sendBuffer(body.toBuffer());
    }

    private static Map<String, String> headers(JsonObject body, String... headers) {
        var sent = new HashMap<String, String>();
        for (var i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        if (body != null) {
            sent.put("content-type", "application/json");
        }
        return sent;
    }

    /** What {@code OPTIONS} says of a path. */
    String allowed(String path) {
        return await(client.request(HttpMethod.OPTIONS, path).send()).getHeader("allow");
    }

    private synchronized Future<StockReserved> reserve(ReserveStock request) {
        var missing = request.lines().stream()
                .map(ReserveStock.OrderLine::productId)
                .filter(unknown::contains)
                .toList();
        if (!missing.isEmpty()) {
            return Future.failedFuture(notForSale(missing).refusal());
        }
        var pieces = request.lines().stream()
                .mapToInt(ReserveStock.OrderLine::quantity)
                .sum();
        if (pieces > stock) {
            return Future.failedFuture(
                    Problem.of(ProblemCode.INSUFFICIENT_STOCK, "too few").refusal());
        }
        stock -= pieces;
        held.put(request.orderId(), pieces);
        return Future.succeededFuture(new StockReserved(
                request.orderId(),
                request.lines().stream()
                        .map(line -> new ReservedLine(
                                line.productId(),
                                "Thing",
                                prices.getOrDefault(line.productId(), Money.parse("10.00", "EUR")),
                                line.quantity(),
                                1,
                                UuidV7.next()))
                        .toList()));
    }

    private static Problem notForSale(List<UUID> products) {
        var errors = products.stream()
                .map(id -> new Violation("/lines", "product " + id + " does not exist or is not for sale"))
                .toList();
        return Problem.of(ProblemCode.UNKNOWN_PRODUCT, "Not every product of the order is for sale.", errors)
                .with("products", products);
    }

    private synchronized boolean release(UUID orderId) {
        var pieces = held.remove(orderId);
        stock += pieces == null ? 0 : pieces;
        return pieces != null;
    }

    @Override
    public void close() {
        await(vertx.close());
        postgres.close();
    }
}
