package souk.orders.model;

/**
 * Everything at one instant: two databases, the attempts under way, the messages in flight.
 *
 * <p>Instances of a service do not appear. They keep nothing between two steps but what an attempt or a message holds
 * here, so any number of instances behaves as this model does, and a crash of one is that its attempts never step again
 * and its messages are never received.
 *
 * @param deliveries goods that may still arrive and be booked in
 */
record State(
        ProductsDatabase products,
        OrdersDatabase orders,
        Table<Integer, Attempt> attempts,
        Table<Message, Message> messages,
        int deliveries) {

    State with(ProductsDatabase after) {
        return new State(after, orders, attempts, messages, deliveries);
    }

    State with(OrdersDatabase after) {
        return new State(products, after, attempts, messages, deliveries);
    }

    State with(int attempt, Attempt.Progress progress) {
        var after = attempts.get(attempt).at(progress);
        return new State(products, orders, attempts.with(attempt, after), messages, deliveries);
    }

    State send(Message message) {
        return new State(products, orders, attempts, messages.with(message, message), deliveries);
    }

    State without(Message message) {
        return new State(products, orders, attempts, messages.without(message), deliveries);
    }

    /** Cheaper than equality, and true only if that is: an update that changes nothing returns the same table. */
    boolean isSameAs(State that) {
        return messages == that.messages && !differsFrom(that);
    }

    /** Whether this is that state with more messages in flight, and nothing else. */
    boolean sendsMoreThan(State that) {
        return messages != that.messages && !differsFrom(that);
    }

    private boolean differsFrom(State that) {
        return products != that.products
                || orders != that.orders
                || attempts != that.attempts
                || deliveries != that.deliveries;
    }

    State afterDelivery() {
        return new State(products, orders, attempts, messages, deliveries - 1);
    }

    /** Without the messages: what somebody could see. */
    State visible() {
        return new State(products, orders, attempts, Table.empty(), deliveries);
    }

    /** Every process stops and every message is lost; what is committed stays. */
    State afterAllStopped() {
        return new State(products, orders, Table.empty(), Table.empty(), 0);
    }
}
