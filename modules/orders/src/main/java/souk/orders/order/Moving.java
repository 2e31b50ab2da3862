package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import souk.orders.order.MoveRepository.Cause;
import souk.shared.contract.OrderEvents;
import souk.shared.http.ExpectedVersion;
import souk.shared.outbox.Event;
import souk.shared.outbox.OutboxRepository;
import souk.shared.security.Caller;

/**
 * Moves orders from state to state. Everything here belongs into one transaction of the caller: the order is locked,
 * so that moves of one order come one after the other, and history and event are part of the same commit: each version of
 * an order has one entry and one event.
 */
public final class Moving {

    private final OrderRepository orders;
    private final MoveRepository moves;

    Moving(OrderRepository orders, MoveRepository moves) {
        this.orders = orders;
        this.moves = moves;
    }

    /** @param reason as given by whoever asks, or null */
    public record Asked(UUID orderId, Caller caller, Optional<ExpectedVersion> expected, String reason) {

        public Cause cause() {
            return new Cause(caller.id(), reason);
        }
    }

    /** The order, locked; refuses in this order what is not there, not theirs, and not at that version. */
    public Future<Order> admit(SqlConnection connection, Asked asked, Move move) {
        return orders.lock(connection, asked.orderId(), Viewer.reading(asked.caller()))
                .map(found -> {
                    var order = found.orElseThrow(() -> new OrderFailure.NoSuchOrder().refusal());
                    if (!move.isFor(asked.caller(), order)) {
                        throw new OrderFailure.NotYours().refusal();
                    }
                    asked.expected()
                            .filter(version -> !version.accepts(order.version()))
                            .ifPresent(version -> {
                                throw version.stale("order", order.version());
                            });
                    return order;
                });
    }

    /** As {@link #admit}, and refuses what the order's state does not allow. */
    public Future<Order> admitLegal(SqlConnection connection, Asked asked, Move move) {
        return admit(connection, asked, move).map(order -> legal(order, move));
    }

    public static Order legal(Order order, Move move) {
        if (!order.exits().contains(move.target())) {
            throw new OrderFailure.IllegalTransition(order, move.target()).refusal();
        }
        return order;
    }

    /** The whole of a move that needs nothing but the order. */
    public Future<Order> move(SqlConnection connection, Asked asked, Move move) {
        return admitLegal(connection, asked, move)
                .compose(order -> change(connection, order, order.in(move.target()), asked.cause(), move.event()));
    }

    /** A change with an event that shows the order after it. */
    public Future<Order> change(SqlConnection connection, Order before, Order after, Cause cause, String event) {
        return moves.change(connection, before, after, cause)
                .compose(changed -> OutboxRepository.add(
                                connection, Event.of(changed.id(), changed.version(), event, OrderView.of(changed)))
                        .map(changed));
    }

    /** A change of the order's money that moves it nowhere. */
    public Future<Order> payment(SqlConnection connection, Order before, Order after, Cause cause) {
        return change(connection, before, after, cause, OrderEvents.PAYMENT_CHANGED);
    }

    /** For what the service does on its own behalf; the order must be there. */
    public Future<Order> lock(SqlConnection connection, UUID orderId) {
        return orders.lock(connection, orderId, Viewer.ALL).map(Optional::orElseThrow);
    }
}
