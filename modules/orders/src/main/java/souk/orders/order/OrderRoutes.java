package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.security.Permission;

/** Reading an order. */
final class OrderRoutes {

    private final OrderRepository orders;

    OrderRoutes(OrderRepository orders) {
        this.orders = orders;
    }

    void mount(HttpApi api) {
        var reader = Rule.permission(Permission.READ_OWN_ORDERS, Permission.READ_ORDERS);
        api.on(HttpMethod.GET, "/api/v1/orders/:id", reader, this::read);
    }

    private Future<Answer> read(ApiRequest request) {
        return orders.find(request.id("id"), Viewer.reading(request.caller())).map(found -> {
            var order = found.orElseThrow(() -> new OrderFailure.NoSuchOrder().refusal());
            return request.conditional(order.version(), OrderView.of(order))
                    .header("cache-control", "private, no-cache");
        });
    }
}
