package souk.orders.model;

import souk.orders.model.Message.AskFate;
import souk.orders.model.Message.Destiny;
import souk.orders.model.Message.Fate;
import souk.orders.model.OrdersDatabase.Order;

/**
 * Orders, fate: the order's present state, or the tombstone and "never". The tombstone has the primary key that
 * commit 2 needs, so whichever commits first excludes the other.
 */
record TellingFate(Protocol protocol) implements Role {

    @Override
    public boolean onlySendsAtTimes() {
        return true;
    }

    @Override
    public void offer(State now, Step.Choice choice) {
        for (var message : now.messages().rows()) {
            if (message instanceof AskFate question) {
                var order = question.order();
                var decided = decide(now.orders(), order);
                var destiny = destiny(decided, order);
                choice.add(
                        now.with(decided).send(new Fate(order, destiny)),
                        () -> "orders tells the fate of " + order + ": " + destiny);
            }
        }
    }

    private OrdersDatabase decide(OrdersDatabase orders, OrderId order) {
        var known = orders.orders().has(order) || protocol.has(Mutation.TOMBSTONE_LEFT_OUT);
        return known ? orders : orders.write(order, Order.tombstone());
    }

    private Destiny destiny(OrdersDatabase decided, OrderId order) {
        var row = decided.orders().find(order).orElseGet(Order::tombstone);
        if (protocol.has(Mutation.FATE_WITHOUT_STATE) && decided.orders().has(order)) {
            return Destiny.PLACED;
        }
        return switch (row.status()) {
            case CONFIRMED, SHIPPED, REFUNDED -> Destiny.PLACED;
            case CANCELLED -> Destiny.ENDED;
            case NEVER -> Destiny.NEVER;
        };
    }
}
