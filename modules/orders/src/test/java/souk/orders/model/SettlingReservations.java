package souk.orders.model;

import souk.orders.model.Message.Acknowledged;
import souk.orders.model.Message.Destiny;
import souk.orders.model.Message.Fate;
import souk.orders.model.Message.Notify;
import souk.orders.model.Message.Release;
import souk.orders.model.ProductsDatabase.Hold;
import souk.orders.model.ProductsDatabase.Line;

/**
 * Products, settle: a reservation moves by compare-and-set, in one transaction with its stock rows and, for an event,
 * with the inbox row. A message that comes late or twice finds another state and does nothing.
 */
record SettlingReservations(Protocol protocol) implements Role {

    @Override
    public boolean onlySendsAtTimes() {
        return true;
    }

    @Override
    public void offer(State now, Step.Choice choice) {
        var products = now.products();
        for (var message : now.messages().rows()) {
            if (message instanceof Release release) {
                settle(now, release(products, release.order()), message, choice);
            } else if (message instanceof Fate fate) {
                settle(now, follow(products, fate), message, choice);
            } else if (message instanceof Notify notify) {
                consume(now, notify.event(), choice);
            }
        }
    }

    private static void settle(State now, ProductsDatabase after, Message message, Step.Choice choice) {
        choice.add(now.with(after), () -> "products commits " + message);
    }

    private ProductsDatabase follow(ProductsDatabase products, Fate fate) {
        return fate.destiny() == Destiny.PLACED ? confirm(products, fate.order()) : release(products, fate.order());
    }

    /** An event that was consumed before is acknowledged again: the first acknowledgement may be lost. */
    private void consume(State now, Event event, Step.Choice choice) {
        var products = now.products();
        if (products.inbox().has(event) && !protocol.has(Mutation.INBOX_LEFT_OUT)) {
            choice.add(now.send(new Acknowledged(event)), () -> "products has consumed " + event + " before");
            return;
        }
        var effect = take(products, event).consumed(event);
        choice.add(
                now.with(effect).send(new Acknowledged(event)),
                () -> "products commits " + event + " and its inbox row");
    }

    private ProductsDatabase take(ProductsDatabase products, Event event) {
        return switch (event.kind()) {
            case PLACED -> confirm(products, event.order());
            case CANCELLED, REFUNDED -> release(products, event.order());
            case SHIPPED -> ship(products, event.order(), event.product());
        };
    }

    /** {@code held → firm}. */
    private ProductsDatabase confirm(ProductsDatabase products, OrderId order) {
        var reservation = products.reservations().find(order);
        return reservation
                .filter(found -> found.state() == Hold.HELD || protocol.has(Mutation.FIRM_WITHOUT_COMPARING))
                .map(found -> products.with(order, found.as(Hold.FIRM)))
                .orElse(products);
    }

    /** {@code held|firm → released}: what was not shipped goes back. */
    private ProductsDatabase release(ProductsDatabase products, OrderId order) {
        var found = products.reservations().find(order).orElse(null);
        if (found == null || found.state() == Hold.RELEASED && !protocol.has(Mutation.RELEASED_TWICE)) {
            return products;
        }
        var after = products;
        var released = found.as(Hold.RELEASED);
        for (var product : found.lines().keys()) {
            var line = found.lines().get(product);
            int back = line.quantity() - line.shipped();
            after = after.with(product, after.stock().get(product).reserve(-back));
            released = released.withLine(product, new Line(line.quantity(), line.shipped(), back));
        }
        return after.with(order, released);
    }

    /** {@code firm → shipped}, one piece of one line: it leaves the shelf and what is promised of it. */
    private static ProductsDatabase ship(ProductsDatabase products, OrderId order, Product product) {
        var reservation = products.reservations().get(order);
        if (reservation.state() != Hold.FIRM) {
            return products;
        }
        var line = reservation.lines().get(product);
        var shipped = new Line(line.quantity(), line.shipped() + 1, line.released());
        var stock = products.stock().get(product).reserve(-1).move(-1);
        return products.with(product, stock).with(order, reservation.withLine(product, shipped));
    }
}
