package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.security.Permission;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;

/** Moving an order through its life, all but its money, and reading how it went. */
final class MoveRoutes {

    private static final String HISTORY = "order-history";
    private static final int MAX_LINES = 100;
    private static final long MAX_QUANTITY = 100_000;
    private static final int LONGEST_NAME = 200;

    private final Moving moving;
    private final Cancelling cancelling;
    private final Shipping shipping;
    private final HistoryRepository history;
    private final Database database;
    private final RequestKeys keys;
    private final Runnable published;

    /** @param published called after a commit that has put events into the outbox */
    MoveRoutes(OrderFeature.Parts parts, Database database, Runnable published) {
        this.moving = parts.moving();
        this.cancelling = parts.cancelling();
        this.shipping = parts.shipping();
        this.history = parts.history();
        this.database = database;
        this.keys = new RequestKeys(database);
        this.published = published;
    }

    void mount(HttpApi api) {
        var reader = Rule.permission(Permission.READ_OWN_ORDERS, Permission.READ_ORDERS);
        api.on(HttpMethod.POST, "/api/v1/orders/:id/cancel", MoveRequest.WRITERS, this::cancel);
        api.on(HttpMethod.POST, "/api/v1/orders/:id/ship", MoveRequest.WRITERS, this::ship);
        api.on(
                HttpMethod.POST,
                "/api/v1/orders/:id/deliver",
                MoveRequest.WRITERS,
                request -> plain(request, Move.DELIVER));
        api.on(
                HttpMethod.POST,
                "/api/v1/orders/:id/complete",
                MoveRequest.WRITERS,
                request -> plain(request, Move.COMPLETE));
        api.on(HttpMethod.GET, "/api/v1/orders/:id/history", reader, this::history);
    }

    private Future<Answer> cancel(ApiRequest request) {
        var body = request.optionalJson();
        var asked = MoveRequest.from(request, body);
        body.done();
        return once(request, "cancel", connection -> cancelling.cancel(connection, asked))
                .compose(answer -> answer.status() == 200
                        ? cancelling
                                .giveBack(asked.orderId(), request.context())
                                .map(answer)
                        : Future.succeededFuture(answer));
    }

    private Future<Answer> plain(ApiRequest request, Move move) {
        var body = request.optionalJson();
        var asked = MoveRequest.from(request, body);
        body.done();
        var name = move.name().toLowerCase(java.util.Locale.ROOT);
        return once(request, name, connection -> moving.move(connection, asked, move));
    }

    private Future<Answer> ship(ApiRequest request) {
        var body = request.optionalJson();
        var asked = MoveRequest.withoutReason(request, body);
        var parcel = parcel(body);
        body.done();
        return once(request, "ship", connection -> shipping.ship(connection, asked, parcel));
    }

    private static Shipping.Parcel parcel(Fields body) {
        var wanted = body.has("lines") ? body.objects("lines", 1, MAX_LINES) : List.<Fields>of();
        var lines = wanted.stream()
                .map(line -> {
                    var product = line.uuid("productId");
                    var quantity = line.integer("quantity", 1, MAX_QUANTITY);
                    return new ShippedLine(product, quantity == null ? 0 : quantity);
                })
                .toList();
        return new Shipping.Parcel(
                body.has("lines") ? lines : null,
                body.optionalText("carrier", 1, LONGEST_NAME).orElse(null),
                body.optionalText("trackingNumber", 1, LONGEST_NAME).orElse(null));
    }

    /** In one transaction with the key of the request, if it has one. */
    private Future<Answer> once(ApiRequest request, String name, Function<SqlConnection, Future<Order>> move) {
        Function<SqlConnection, Future<Answer>> effect = connection -> Future.succeededFuture(connection)
                .compose(move)
                .map(order -> Answer.ok(OrderView.of(order)).etag(order.version()));
        return MoveRequest.keyed(request, name)
                .map(key -> keys.once(key, effect))
                .orElseGet(() -> database.transaction(effect))
                .onSuccess(done -> published.run());
    }

    private Future<Answer> history(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor().orElse(null);
        query.done();
        var before = cursor == null ? null : version(cursor);
        return history.of(request.id("id"), Viewer.reading(request.caller()), before, limit + 1)
                .map(found -> {
                    if (found.isEmpty() && before == null) {
                        throw new OrderFailure.NoSuchOrder().refusal();
                    }
                    return request.page(Page.of(
                                    found.orElse(List.of()),
                                    limit,
                                    last -> Cursor.encode(HISTORY, List.of(Long.toString(last.version())))))
                            .forTheCallerOnly();
                });
    }

    private static Long version(String cursor) {
        var version = Cursor.decode(HISTORY, cursor, 1).get(0);
        if (!version.matches("[0-9]{1,18}")) {
            throw Cursor.foreign();
        }
        return Long.valueOf(version);
    }
}
