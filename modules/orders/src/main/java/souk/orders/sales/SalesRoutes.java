package souk.orders.sales;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.orders.order.OrderFilter;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/** {@code /api/v1/sales}: whoever may have products of their own sees what was ordered of them, and nothing else. */
public final class SalesRoutes {

    private static final String SALES = "/api/v1/sales";

    private final SalesRepository sales;

    public SalesRoutes(Database database) {
        this.sales = new SalesRepository(database);
    }

    public void mount(HttpApi api) {
        var seller = Rule.permission(Permission.WRITE_OWN_PRODUCTS);
        api.on(HttpMethod.GET, SALES, seller, this::list).on(HttpMethod.GET, SALES + "/:orderId", seller, this::read);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        var filter = SalesFilter.asked(query);
        query.done();
        var list = OrderFilter.list("sales", filter);
        var after = cursor.map(text -> Cursor.id(list, text)).orElse(null);
        return sales.list(request.caller().id(), filter, after, limit)
                .map(slice -> slice.page(list, limit, Sale::orderId, filter.oldestFirst()))
                .map(page -> request.page(page).forTheCallerOnly());
    }

    private Future<Answer> read(ApiRequest request) {
        request.query().done();
        return sales.find(request.caller().id(), request.id("orderId")).map(found -> {
            var sale = found.orElseThrow(() ->
                    Problem.of(ProblemCode.NOT_FOUND, "There is no such order.").refusal());
            return request.conditional(sale.version(), sale).forTheCallerOnly();
        });
    }
}
