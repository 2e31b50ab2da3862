package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.OrderShipped;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.id.UuidV7;
import souk.shared.outbox.Event;
import souk.shared.outbox.OutboxRepository;
import souk.shared.problem.Violation;

/**
 * Ships a paid order, in one or several parts. It becomes shipped with the last piece; until then each shipment is a
 * change of its own from paid to paid.
 */
final class Shipping {

    private final Moving moving;
    private final OrderRepository orders;
    private final MoveRepository moves;
    private final ShipmentRepository shipments;

    Shipping(Moving moving, OrderRepository orders, MoveRepository moves, ShipmentRepository shipments) {
        this.moving = moving;
        this.moves = moves;
        this.orders = orders;
        this.shipments = shipments;
    }

    /**
     * What is to leave.
     *
     * @param lines as in the client's body; null for everything that remains
     */
    record Parcel(List<ShippedLine> lines, String carrier, String trackingNumber) {}

    /** Belongs into one transaction. */
    Future<Order> ship(SqlConnection connection, Moving.Asked asked, Parcel parcel) {
        return moving.admitLegal(connection, asked, Move.SHIP).compose(order -> {
            var shipment = new Shipment(
                    UuidV7.next(), contents(order, parcel), parcel.carrier(), parcel.trackingNumber(), Instant.EPOCH);
            var after = isLast(order, shipment) ? order.in(Move.SHIP.target()) : order;
            return shipments
                    .add(connection, order.id(), asked.caller().id(), shipment)
                    .compose(added -> moves.change(connection, order, after, asked.cause()))
                    .compose(shipped -> OutboxRepository.add(
                            connection, event(shipped, asked.caller().id(), shipment)))
                    .compose(told -> orders.lock(connection, order.id(), Viewer.ALL))
                    .map(found -> found.orElseThrow());
        });
    }

    private static List<ShippedLine> contents(Order order, Parcel parcel) {
        if (parcel.lines() == null) {
            return order.lines().stream()
                    .filter(line -> line.remaining() > 0)
                    .map(line -> new ShippedLine(line.productId(), line.remaining()))
                    .toList();
        }
        var remaining = order.lines().stream().collect(Collectors.toMap(Order.Line::productId, Order.Line::remaining));
        var violations = new ArrayList<Violation>();
        for (var i = 0; i < parcel.lines().size(); i++) {
            var line = parcel.lines().get(i);
            var left = remaining.get(line.productId());
            if (left == null) {
                violations.add(new Violation("/lines/" + i + "/productId", "is not part of the order"));
            } else if (line.quantity() > left) {
                violations.add(new Violation("/lines/" + i + "/quantity", "more than the " + left + " left"));
            } else {
                remaining.put(line.productId(), left - line.quantity());
            }
        }
        if (!violations.isEmpty()) {
            throw new OrderFailure.ShipmentTooLarge(violations).refusal();
        }
        return merged(parcel.lines());
    }

    private static List<ShippedLine> merged(List<ShippedLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(ShippedLine::productId, Collectors.summingLong(ShippedLine::quantity)))
                .entrySet()
                .stream()
                .map(line -> new ShippedLine(line.getKey(), line.getValue()))
                .toList();
    }

    private static boolean isLast(Order order, Shipment shipment) {
        Map<UUID, Long> leaving =
                shipment.lines().stream().collect(Collectors.toMap(ShippedLine::productId, ShippedLine::quantity));
        return order.lines().stream().allMatch(line -> line.remaining() == leaving.getOrDefault(line.productId(), 0L));
    }

    private static Event event(Order shipped, UUID actor, Shipment shipment) {
        return Event.of(
                shipped.id(),
                shipped.version(),
                OrderEvents.SHIPPED,
                new OrderShipped(shipment.id(), actor, shipment.lines()));
    }
}
