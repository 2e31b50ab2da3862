package souk.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * An order as it stands.
 *
 * @param payment null before somebody has begun to pay
 * @param shipments in the order in which they left; not read where lists are
 * @param version grows with each change; what its ETag stands for
 */
public record Order(
        UUID id,
        UUID customerId,
        OrderState status,
        Money total,
        List<Line> lines,
        OrderPayment payment,
        List<Shipment> shipments,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public Order {
        lines = List.copyOf(lines);
        shipments = List.copyOf(shipments);
    }

    /** One of which nothing is paid or shipped. */
    public Order(
            UUID id,
            UUID customerId,
            OrderState status,
            Money total,
            List<Line> lines,
            long version,
            Instant createdAt,
            Instant updatedAt) {
        this(id, customerId, status, total, lines, null, List.of(), version, createdAt, updatedAt);
    }

    /**
     * What was ordered, at the price, under the name and from the product version it was ordered at.
     *
     * @param shipped pieces that have left
     */
    public record Line(
            UUID productId,
            UUID sellerId,
            String name,
            Money unitPrice,
            long quantity,
            long shipped,
            long productVersion) {

        public Line(UUID productId, UUID sellerId, String name, Money unitPrice, long quantity, long productVersion) {
            this(productId, sellerId, name, unitPrice, quantity, 0, productVersion);
        }

        public long remaining() {
            return quantity - shipped;
        }
    }

    /** Where it can go: nothing of which a part has left can be cancelled. */
    public List<OrderState> exits() {
        return status.exits().stream()
                .filter(next -> next != OrderState.CANCELLED || !hasShipped())
                .toList();
    }

    public boolean hasShipped() {
        return lines.stream().anyMatch(line -> line.shipped() > 0);
    }

    public boolean isPaid() {
        return payment != null && payment.isPaid();
    }

    public Order in(OrderState next) {
        return new Order(id, customerId, next, total, lines, payment, shipments, version, createdAt, updatedAt);
    }

    public Order with(OrderPayment money) {
        return new Order(id, customerId, status, total, lines, money, shipments, version, createdAt, updatedAt);
    }

    Order with(List<Shipment> parts) {
        return new Order(id, customerId, status, total, lines, payment, parts, version, createdAt, updatedAt);
    }

    Order at(long newVersion, Instant instant) {
        return new Order(id, customerId, status, total, lines, payment, shipments, newVersion, createdAt, instant);
    }
}
