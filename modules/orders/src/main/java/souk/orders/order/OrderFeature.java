package souk.orders.order;

import io.vertx.core.Future;
import souk.shared.bus.Bus;
import souk.shared.contract.OrderFates;
import souk.shared.contract.OrderOperations;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** What can be done with orders once they are placed, put together. */
public final class OrderFeature {

    private final OrderRepository orders;
    private final OrderRoutes routes;
    private final OrderListRoutes lists;

    private OrderFeature(OrderRepository orders, OrderRoutes routes, OrderListRoutes lists) {
        this.orders = orders;
        this.routes = routes;
        this.lists = lists;
    }

    /** @param published called after a commit that has put events into the outbox */
    public static OrderFeature over(Database database, Bus bus, Runnable published) {
        var orders = new OrderRepository(database);
        var cancelling = new Cancelling(orders, bus, published);
        return new OrderFeature(
                orders,
                new OrderRoutes(orders, cancelling, database),
                new OrderListRoutes(new OrderListRepository(database)));
    }

    public void mount(HttpApi api) {
        routes.mount(api);
        lists.mount(api);
    }

    /** Answers other services. */
    public Future<Void> serve(Bus bus) {
        return bus.serve(
                OrderOperations.FATE,
                (asked, context) -> orders.fates(asked.orderIds()).map(OrderFates::new));
    }
}
