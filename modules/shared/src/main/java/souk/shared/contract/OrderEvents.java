package souk.shared.contract;

/** The types of what happens to an order, as its outbox publishes them. */
public final class OrderEvents {

    public static final String PLACED = "order.placed";
    public static final String CANCELLED = "order.cancelled";
    public static final String EXPIRED = "order.expired";

    private OrderEvents() {}
}
