package souk.shared.contract;

import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * What is held, at the price and version it was held at.
 *
 * @param orderId not the one asked for if a reservation of the same request was adopted
 */
public record StockReserved(UUID orderId, List<ReservedLine> lines) {

    public StockReserved {
        lines = List.copyOf(lines);
    }

    public record ReservedLine(
            UUID productId, String name, Money unitPrice, int quantity, long productVersion, UUID sellerId) {}
}
