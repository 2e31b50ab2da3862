package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.security.Permission;

/** {@code GET /api/v1/orders}: of customers their own, of those who read orders all. */
final class OrderListRoutes {

    private final OrderListRepository orders;

    OrderListRoutes(OrderListRepository orders) {
        this.orders = orders;
    }

    void mount(HttpApi api) {
        api.on(
                HttpMethod.GET,
                "/api/v1/orders",
                Rule.permission(Permission.READ_OWN_ORDERS, Permission.READ_ORDERS),
                this::list);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        var asked = OrderFilter.asked(query);
        query.done();
        var list = OrderFilter.list("orders", asked);
        var after = cursor.map(text -> Cursor.id(list, text)).orElse(null);
        var viewer = Viewer.reading(request.caller());
        if (!viewer.seesAll() && asked.customer() != null && !asked.customer().equals(viewer.account())) {
            return Future.succeededFuture(answer(request, new Page<>(List.of(), null)));
        }
        return orders.list(viewer.seesAll() ? asked : asked.of(viewer.account()), after, limit)
                .map(slice -> slice.page(list, limit, Order::id, asked.oldestFirst()))
                .map(page -> answer(request, page.map(OrderView::of)));
    }

    private static Answer answer(ApiRequest request, Page<OrderView> page) {
        return request.page(page).forTheCallerOnly();
    }
}
