package souk.orders.model;

import java.util.ArrayList;
import java.util.List;

/** What bounds a scenario, put together once, when the scenario is declared. */
final class Scope {

    final int apples;
    final List<Request> requests = new ArrayList<>();
    int pears;
    int deliveries;
    int rounds = 2;
    boolean cancels;
    boolean ships;
    boolean refunds;
    boolean batches;

    Scope(int apples) {
        this.apples = apples;
    }

    Scope pears(int onHand) {
        pears = onHand;
        return this;
    }

    /** One attempt; the same line again is a repeat that may run beside the first. */
    Scope asks(String key, Body body) {
        requests.add(new Request(key, body));
        return this;
    }

    Scope cancelled() {
        cancels = true;
        return this;
    }

    Scope shipped() {
        ships = true;
        return this;
    }

    Scope refunded() {
        refunds = true;
        return this;
    }

    /** Who meets a tombstone answers 503 rather than reserve once more: a smaller scope for more attempts. */
    Scope inOneRound() {
        rounds = 1;
        return this;
    }

    Scope delivered() {
        deliveries = 1;
        return this;
    }

    Scope batched() {
        batches = true;
        return this;
    }
}
