package souk.orders.model;

import java.util.List;
import java.util.Optional;

/**
 * The database of orders. Each method that returns a new value is what statements inside one transaction do.
 *
 * @param keys what was decided for each key; a row is written once and never changes
 * @param outbox each event, and whether a relay has marked it as published
 */
record OrdersDatabase(Table<String, KeyRow> keys, Table<OrderId, Order> orders, Table<Event, Boolean> outbox) {

    /** @param order the order that the key sold, or empty for a refusal */
    record KeyRow(Body body, Optional<OrderId> order) {}

    /** {@code NEVER} is the tombstone: the row has the primary key of an order that shall never be. */
    enum Status {
        CONFIRMED,
        SHIPPED,
        CANCELLED,
        /** All the money is back; what was not shipped goes back to the shelf. */
        REFUNDED,
        NEVER;

        /** Stands: was sold and not taken back. */
        boolean stands() {
            return this == CONFIRMED || this == SHIPPED;
        }
    }

    /** @param parts how many pieces were shipped */
    record Order(Request request, Status status, int parts) {

        static Order tombstone() {
            return new Order(new Request("", Body.ONE_APPLE), Status.NEVER, 0);
        }

        boolean isTombstone() {
            return status == Status.NEVER;
        }
    }

    /** The ids of all orders that were ever sold, without the tombstones. */
    List<OrderId> sold() {
        return orders.keys().stream()
                .filter(id -> !orders.get(id).isTombstone())
                .toList();
    }

    boolean sold(OrderId id, Request request) {
        return orders.has(id)
                && !orders.get(id).isTombstone()
                && orders.get(id).request().equals(request);
    }

    OrdersDatabase insertKey(String key, KeyRow row) {
        return new OrdersDatabase(keys.with(key, row), orders, outbox);
    }

    OrdersDatabase deleteKey(String key) {
        return new OrdersDatabase(keys.without(key), orders, outbox);
    }

    OrdersDatabase write(OrderId id, Order order) {
        return new OrdersDatabase(keys, orders.with(id, order), outbox);
    }

    OrdersDatabase write(Event event) {
        return new OrdersDatabase(keys, orders, outbox.with(event, false));
    }

    OrdersDatabase published(Event event) {
        return new OrdersDatabase(keys, orders, outbox.with(event, true));
    }
}
