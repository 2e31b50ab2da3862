package souk.shared.contract;

/** The types of what happens to an order, as its outbox publishes them. */
public final class OrderEvents {

    public static final String PLACED = "order.placed";
    public static final String CANCELLED = "order.cancelled";
    public static final String EXPIRED = "order.expired";
    public static final String PAID = "order.paid";

    /** Some or all of it; the payload is an {@link OrderShipped}. */
    public static final String SHIPPED = "order.shipped";

    public static final String DELIVERED = "order.delivered";
    public static final String COMPLETED = "order.completed";

    /** All that was paid is back with the customer. */
    public static final String REFUNDED = "order.refunded";

    /** A payment or a refund has begun, was declined or was called off. */
    public static final String PAYMENT_CHANGED = "order.payment-changed";

    public static final String PART_REFUNDED = "order.part-refunded";

    private OrderEvents() {}
}
