package souk.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/** An order as the API shows it. */
public record OrderView(
        UUID id,
        String status,
        Money total,
        List<LineView> lines,
        long version,
        UUID customerId,
        Instant createdAt,
        Instant updatedAt) {

    /** @param productVersion the version of the product that has this name and price */
    public record LineView(
            UUID productId, String name, Money unitPrice, long quantity, Money total, long productVersion) {}

    public static OrderView of(Order order) {
        var lines = order.lines().stream()
                .map(line -> new LineView(
                        line.productId(),
                        line.name(),
                        line.unitPrice(),
                        line.quantity(),
                        line.unitPrice().times(line.quantity()),
                        line.productVersion()))
                .toList();
        return new OrderView(
                order.id(),
                order.status().label(),
                order.total(),
                lines,
                order.version(),
                order.customerId(),
                order.createdAt(),
                order.updatedAt());
    }
}
