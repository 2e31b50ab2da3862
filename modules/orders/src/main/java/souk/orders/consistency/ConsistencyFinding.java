package souk.orders.consistency;

import java.util.UUID;

/**
 * Something that must not be.
 *
 * @param kind names the rule that was broken
 * @param orderId null where no order is concerned
 * @param productId null where no product is concerned
 * @param detail a sentence for people
 */
record ConsistencyFinding(String kind, UUID orderId, UUID productId, String detail) {

    static ConsistencyFinding ofOrder(String kind, UUID orderId, String detail) {
        return new ConsistencyFinding(kind, orderId, null, detail);
    }

    boolean isOf(ConsistencyFinding other) {
        return kind.equals(other.kind) && orderId.equals(other.orderId);
    }
}
