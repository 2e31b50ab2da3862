package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.security.Permission;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** Reading and cancelling orders. */
public final class OrderRoutes {

    private static final String CANCEL = "POST /api/v1/orders/:id/cancel";

    private final OrderRepository orders;
    private final Cancelling cancelling;
    private final RequestKeys keys;
    private final Database database;

    OrderRoutes(OrderRepository orders, Cancelling cancelling, Database database) {
        this.orders = orders;
        this.cancelling = cancelling;
        this.keys = new RequestKeys(database);
        this.database = database;
    }

    public void mount(HttpApi api) {
        var reader = Rule.permission(Permission.READ_OWN_ORDERS, Permission.READ_ORDERS);
        var writer = Rule.permission(Permission.WRITE_OWN_ORDERS, Permission.WRITE_ORDERS, Permission.READ_ORDERS);
        api.on(HttpMethod.GET, "/api/v1/orders/:id", reader, this::read);
        api.on(HttpMethod.POST, "/api/v1/orders/:id/cancel", writer, this::cancel);
    }

    private Future<Answer> read(ApiRequest request) {
        return orders.find(request.id("id"), Viewer.reading(request.caller())).map(found -> {
            var order = found.orElseThrow(() -> new OrderFailure.NoSuchOrder().refusal());
            return request.conditional(order.version(), OrderView.of(order))
                    .header("cache-control", "private, no-cache");
        });
    }

    private Future<Answer> cancel(ApiRequest request) {
        var id = request.id("id");
        var expected = request.ifMatch();
        request.optionalJson().done();
        return once(
                        request,
                        connection -> cancelling
                                .cancel(connection, id, request.caller(), expected)
                                .map(order -> Answer.ok(OrderView.of(order)).etag(order.version())))
                .compose(answer -> answer.status() == 200
                        ? cancelling.giveBack(id, request.context()).map(answer)
                        : Future.succeededFuture(answer));
    }

    /** In one transaction with the key of the request, if it has one. */
    private Future<Answer> once(ApiRequest request, Function<SqlConnection, Future<Answer>> effect) {
        return request.idempotencyKey()
                .map(key -> KeyedRequest.of(request.caller().id().toString(), CANCEL, key, request.path(), null)
                        .askedIn(request))
                .map(keyed -> keys.once(keyed, effect))
                .orElseGet(() -> database.transaction(effect));
    }
}
