package souk.orders.model;

/**
 * A row of the outbox.
 *
 * @param version the order's version that it tells of: 1 for placed, then one more each
 * @param kind what happened; a shipment is of one piece of the product
 */
record Event(OrderId order, int version, Kind kind, Product product) {

    enum Kind {
        PLACED,
        CANCELLED,
        SHIPPED,
        REFUNDED
    }

    static Event placed(OrderId order) {
        return new Event(order, 1, Kind.PLACED, Product.APPLE);
    }

    static Event cancelled(OrderId order) {
        return new Event(order, 2, Kind.CANCELLED, Product.APPLE);
    }

    static Event refunded(OrderId order, int parts) {
        return new Event(order, parts + 2, Kind.REFUNDED, Product.APPLE);
    }

    static Event shipped(OrderId order, int part, Product product) {
        return new Event(order, part + 1, Kind.SHIPPED, product);
    }

    @Override
    public String toString() {
        return "event " + kind + " v" + version + " of " + order;
    }
}
