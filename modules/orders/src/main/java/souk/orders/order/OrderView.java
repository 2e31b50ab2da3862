package souk.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.money.Money;

/**
 * An order as the API shows it.
 *
 * @param payment left out before somebody has begun to pay
 * @param shipments left out if nothing has left, and in lists
 */
public record OrderView(
        UUID id,
        String status,
        Money total,
        List<LineView> lines,
        PaymentView payment,
        List<ShipmentView> shipments,
        long version,
        UUID customerId,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * @param productVersion the version of the product that has this name and price
     * @param shipped left out if none has left
     */
    public record LineView(
            UUID productId,
            String name,
            Money unitPrice,
            long quantity,
            Money total,
            long productVersion,
            Long shipped) {}

    /** @param refunding on its way back; left out if nothing is */
    public record PaymentView(String status, Money paid, Money refunding, Money refunded) {}

    public record ShipmentView(UUID id, List<ShippedLine> lines, String carrier, String trackingNumber, Instant at) {}

    public static OrderView of(Order order) {
        return new OrderView(
                order.id(),
                order.status().label(),
                order.total(),
                order.lines().stream().map(OrderView::line).toList(),
                order.payment() == null ? null : payment(order.payment(), order.total()),
                order.shipments().isEmpty()
                        ? null
                        : order.shipments().stream().map(OrderView::shipment).toList(),
                order.version(),
                order.customerId(),
                order.createdAt(),
                order.updatedAt());
    }

    private static LineView line(Order.Line line) {
        return new LineView(
                line.productId(),
                line.name(),
                line.unitPrice(),
                line.quantity(),
                line.unitPrice().times(line.quantity()),
                line.productVersion(),
                line.shipped() == 0 ? null : line.shipped());
    }

    private static PaymentView payment(OrderPayment payment, Money total) {
        return new PaymentView(
                payment.status(),
                new Money(payment.paid(), total.currency()),
                payment.refunding() == 0 ? null : new Money(payment.refunding(), total.currency()),
                new Money(payment.refunded(), total.currency()));
    }

    private static ShipmentView shipment(Shipment shipment) {
        return new ShipmentView(
                shipment.id(), shipment.lines(), shipment.carrier(), shipment.trackingNumber(), shipment.at());
    }
}
