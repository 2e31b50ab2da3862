package souk.orders.order;

import io.vertx.core.Future;
import souk.shared.bus.Bus;
import souk.shared.contract.OrderFates;
import souk.shared.contract.OrderOperations;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** What can be done with orders once they are placed, all but paying, put together. */
public final class OrderFeature {

    private final OrderRepository orders;
    private final Moving moving;
    private final OrderRoutes routes;
    private final OrderListRoutes lists;
    private final MoveRoutes moves;

    private OrderFeature(OrderRepository orders, Moving moving, Database database, MoveRoutes moves) {
        this.orders = orders;
        this.moving = moving;
        this.routes = new OrderRoutes(orders);
        this.lists = new OrderListRoutes(new OrderListRepository(database));
        this.moves = moves;
    }

    /** The use cases behind the routes. */
    record Parts(Moving moving, Cancelling cancelling, Shipping shipping, HistoryRepository history) {}

    /** @param published called after a commit that has put events into the outbox */
    public static OrderFeature over(Database database, Bus bus, Runnable published) {
        var orders = new OrderRepository(database);
        var moves = new MoveRepository();
        var moving = new Moving(orders, moves);
        var parts = new Parts(
                moving,
                new Cancelling(moving, new UnwindingRepository(), bus),
                new Shipping(moving, orders, moves, new ShipmentRepository()),
                new HistoryRepository(database));
        return new OrderFeature(orders, moving, database, new MoveRoutes(parts, database, published));
    }

    public void mount(HttpApi api) {
        routes.mount(api);
        lists.mount(api);
        moves.mount(api);
    }

    /** For what moves orders on grounds of its own, such as their payment. */
    public Moving moving() {
        return moving;
    }

    /** Answers other services. */
    public Future<Void> serve(Bus bus) {
        return bus.serve(
                OrderOperations.FATE,
                (asked, context) -> orders.fates(asked.orderIds()).map(OrderFates::new));
    }
}
