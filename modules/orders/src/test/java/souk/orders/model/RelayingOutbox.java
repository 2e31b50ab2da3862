package souk.orders.model;

import souk.orders.model.Message.Acknowledged;
import souk.orders.model.Message.Notify;

/**
 * Orders, the outbox: a relay sends an order's events one after the other, each only when products has committed the
 * one before, and marks what was committed. A relay that was paused, whose lease another has taken over, can send
 * again what was sent before, which is a message received twice; its mark says no more than the acknowledgement that
 * it has seen.
 */
record RelayingOutbox(Protocol protocol) implements Role {

    @Override
    public boolean onlySendsAtTimes() {
        return true;
    }

    @Override
    public void offer(State now, Step.Choice choice) {
        for (var event : now.orders().outbox().keys()) {
            if (!now.orders().outbox().get(event)) {
                send(now, event, choice);
                mark(now, event, choice);
            }
        }
    }

    private void send(State now, Event event, Step.Choice choice) {
        if (isNext(now, event) || protocol.has(Mutation.RELAY_OVERTAKES)) {
            var sent = now.send(new Notify(event));
            var early = protocol.has(Mutation.MARKED_BEFORE_ACKNOWLEDGED);
            choice.add(
                    early ? sent.with(now.orders().published(event)) : sent,
                    () -> "the relay sends " + event + (early ? " and marks it" : ""));
        }
    }

    private static boolean isNext(State now, Event event) {
        return now.orders().outbox().keys().stream()
                .filter(other -> other.order().equals(event.order()) && other.version() < event.version())
                .allMatch(now.orders().outbox()::get);
    }

    private static void mark(State now, Event event, Step.Choice choice) {
        if (now.messages().has(new Acknowledged(event))) {
            choice.add(now.with(now.orders().published(event)), () -> "the relay marks " + event);
        }
    }
}
