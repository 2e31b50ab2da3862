package souk.orders.checkout;

import java.util.Comparator;
import java.util.List;
import souk.shared.contract.ReserveStock;
import souk.shared.money.Money;

/**
 * What a customer wants to order: each product once, in the order in which the customer named them first. This is what an
 * Idempotency-Key stands for.
 *
 * @param expectedTotal null to accept any
 */
record PlaceOrder(List<ReserveStock.OrderLine> lines, Money expectedTotal) {

    PlaceOrder {
        lines = List.copyOf(lines);
    }

    /** The order in which stock is locked, whatever the customer's. */
    List<ReserveStock.OrderLine> sortedByProduct() {
        return lines.stream()
                .sorted(Comparator.comparing(line -> line.productId().toString()))
                .toList();
    }
}
