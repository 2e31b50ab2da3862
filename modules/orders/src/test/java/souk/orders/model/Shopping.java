package souk.orders.model;

import souk.orders.model.Message.Release;
import souk.orders.model.OrdersDatabase.Order;
import souk.orders.model.OrdersDatabase.Status;

/** What people do: a customer cancels, the warehouse ships piece by piece, money goes back, goods arrive. */
record Shopping(Protocol protocol, boolean cancels, boolean ships, boolean refunds) implements Role {

    @Override
    public void offer(State now, Step.Choice choice) {
        for (var id : now.orders().orders().keys()) {
            var order = now.orders().orders().get(id);
            if (cancels && order.status() == Status.CONFIRMED) {
                cancel(now, id, order, choice);
            }
            if (ships && order.status().stands()) {
                ship(now, id, order, choice);
            }
            if (refunds && order.status().stands()) {
                refund(now, id, order, choice);
            }
        }
        if (now.deliveries() > 0) {
            arrive(now, choice);
        }
    }

    /**
     * One transaction with the event; then the release is also tried at once. Nothing that was shipped can be
     * cancelled.
     */
    private static void cancel(State now, OrderId id, Order order, Step.Choice choice) {
        var cancelled = now.orders()
                .write(id, new Order(order.request(), Status.CANCELLED, 0))
                .write(Event.cancelled(id));
        choice.add(now.with(cancelled).send(new Release(id)), () -> "the customer cancels " + id);
    }

    private static void ship(State now, OrderId id, Order order, Step.Choice choice) {
        int part = order.parts() + 1;
        int before = 0;
        for (var product : order.request().body().products()) {
            before += order.request().body().quantity(product);
            if (part <= before) {
                var shipped = now.orders()
                        .write(id, new Order(order.request(), Status.SHIPPED, part))
                        .write(Event.shipped(id, part, product));
                choice.add(now.with(shipped), () -> "the warehouse ships piece %d of %s".formatted(part, id));
                return;
            }
        }
    }

    /** Only the event gives the rest back: a release at once could overtake a shipment that is under way. */
    private void refund(State now, OrderId id, Order order, Step.Choice choice) {
        var refunded = now.with(now.orders()
                .write(id, new Order(order.request(), Status.REFUNDED, order.parts()))
                .write(Event.refunded(id, order.parts())));
        var atOnce = protocol.has(Mutation.REFUND_RELEASES_AT_ONCE);
        choice.add(
                atOnce ? refunded.send(new Release(id)) : refunded, () -> "all that was paid for " + id + " goes back");
    }

    private static void arrive(State now, Step.Choice choice) {
        var products = now.products();
        var apples = products.stock().get(Product.APPLE).move(1);
        choice.add(now.with(products.with(Product.APPLE, apples)).afterDelivery(), () -> "an apple is delivered");
    }
}
