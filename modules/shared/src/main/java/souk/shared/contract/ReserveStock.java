package souk.shared.contract;

import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * All lines or none.
 *
 * @param orderId repeating it returns the first answer
 * @param caller the customer's account
 * @param requestKey the client's Idempotency-Key, or null; a held reservation of the same caller and key is adopted
 * @param requestHash hex SHA-256 of the request that the key stands for, or null with it
 * @param lines one per product, sorted by product id
 * @param expectedTotal refuse with the new quote if the total is another one; null to accept any
 */
public record ReserveStock(
        UUID orderId, UUID caller, String requestKey, String requestHash, List<OrderLine> lines, Money expectedTotal) {

    public ReserveStock {
        lines = List.copyOf(lines);
    }

    public record OrderLine(UUID productId, int quantity) {}
}
