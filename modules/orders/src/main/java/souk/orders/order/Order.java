package souk.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * An order as it stands.
 *
 * @param version grows with each change; what its ETag stands for
 */
public record Order(
        UUID id,
        UUID customerId,
        OrderState status,
        Money total,
        List<Line> lines,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public Order {
        lines = List.copyOf(lines);
    }

    /** What was ordered, at the price, under the name and from the product version it was ordered at. */
    public record Line(
            UUID productId, UUID sellerId, String name, Money unitPrice, long quantity, long productVersion) {}
}
