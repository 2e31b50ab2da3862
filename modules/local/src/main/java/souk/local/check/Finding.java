package souk.local.check;

/**
 * Something that must not be.
 *
 * @param kind names the rule that was broken, see docs/checking.md
 * @param orderId null where no order is concerned
 * @param productId null where no product is concerned
 * @param detail a sentence for people
 */
public record Finding(String kind, String orderId, String productId, String detail) {

    static Finding ofOrder(String kind, String orderId, String detail) {
        return new Finding(kind, orderId, null, "order " + orderId + " " + detail);
    }

    /** The same thing seen again, perhaps in other words. */
    record Subject(String kind, String orderId, String productId) {}

    Subject subject() {
        return new Subject(kind, orderId, productId);
    }
}
