package souk.orders.sales;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * An order as a seller sees it.
 *
 * @param lines those with the seller's products
 * @param version of the order; what its ETag stands for
 */
record Sale(UUID orderId, String status, List<Line> lines, long version, Instant createdAt, Instant updatedAt) {

    Sale {
        lines = List.copyOf(lines);
    }

    /** @param shipped left out if none has left */
    record Line(UUID productId, String name, Money unitPrice, long quantity, Money total, Long shipped) {

        static Line of(UUID product, String name, Money unitPrice, long quantity, long shipped) {
            return new Line(
                    product, name, unitPrice, quantity, unitPrice.times(quantity), shipped == 0 ? null : shipped);
        }
    }
}
