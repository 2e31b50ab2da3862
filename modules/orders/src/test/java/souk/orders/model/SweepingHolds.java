package souk.orders.model;

import souk.orders.model.Message.AskFate;
import souk.orders.model.Message.Release;
import souk.orders.model.ProductsDatabase.Hold;

/**
 * Products, the sweeper: asks for the fate of every hold that has expired. The model has no clock: a hold may expire
 * at any time, which is worse than any clock. Without an answer the hold stays.
 */
record SweepingHolds(Protocol protocol) implements Role {

    @Override
    public boolean onlySendsAtTimes() {
        return true;
    }

    @Override
    public void offer(State now, Step.Choice choice) {
        for (var order : now.products().reservations().keys()) {
            if (now.products().reservations().get(order).state() == Hold.HELD) {
                if (protocol.has(Mutation.SWEEPER_DOES_NOT_ASK)) {
                    choice.add(now.send(new Release(order)), () -> "the sweeper releases " + order + " unasked");
                } else {
                    choice.add(now.send(new AskFate(order)), () -> "the sweeper asks for the fate of " + order);
                }
            }
        }
    }
}
