package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReleaseStock;
import souk.shared.http.ExpectedVersion;
import souk.shared.outbox.Event;
import souk.shared.outbox.OutboxRepository;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/**
 * Cancels an order and gives its stock back: at once over the bus as a rule, and by the outbox in any case, since its
 * event is part of the commit that cancels.
 */
public final class Cancelling {

    private static final Logger LOG = LogManager.getLogger(Cancelling.class);

    private final OrderRepository orders;
    private final Bus bus;
    private final Runnable published;

    /** @param published called after a commit that has put events into the outbox */
    public Cancelling(OrderRepository orders, Bus bus, Runnable published) {
        this.orders = orders;
        this.bus = bus;
        this.published = published;
    }

    /** The part that belongs into one transaction. */
    Future<Order> cancel(SqlConnection connection, UUID id, Caller caller, Optional<ExpectedVersion> expected) {
        return orders.lock(connection, id, Viewer.reading(caller))
                .compose(found -> {
                    var order = found.orElseThrow(() -> new OrderFailure.NoSuchOrder().refusal());
                    check(order, caller, expected);
                    return orders.move(connection, order, OrderState.CANCELLED, caller.id(), null);
                })
                .map(moved -> moved.orElseThrow(() -> new IllegalStateException("a locked order has moved")))
                .compose(order -> OutboxRepository.add(connection, event(order)).map(order));
    }

    /** After the commit; completes when the stock is back or has been left to the outbox. */
    Future<Void> giveBack(UUID orderId, CallContext context) {
        published.run();
        return bus.call(ProductOperations.RELEASE, new ReleaseStock(orderId), context)
                .<Void>mapEmpty()
                .recover(trouble -> {
                    LOG.info("event=release-left-to-outbox order={}", orderId);
                    return Future.succeededFuture();
                });
    }

    private static void check(Order order, Caller caller, Optional<ExpectedVersion> expected) {
        var mayWrite = caller.may(Permission.WRITE_ORDERS)
                || (caller.may(Permission.WRITE_OWN_ORDERS)
                        && order.customerId().equals(caller.id()));
        if (!mayWrite) {
            throw Problem.of(ProblemCode.FORBIDDEN, "You may see this order but not change it.")
                    .refusal();
        }
        expected.filter(version -> !version.accepts(order.version())).ifPresent(version -> {
            throw version.stale("order", order.version());
        });
        if (!order.status().mayBecome(OrderState.CANCELLED)) {
            throw new OrderFailure.IllegalTransition(order.status(), OrderState.CANCELLED).refusal();
        }
    }

    private static Event event(Order order) {
        return Event.of(order.id(), order.version(), OrderEvents.CANCELLED, OrderView.of(order));
    }
}
