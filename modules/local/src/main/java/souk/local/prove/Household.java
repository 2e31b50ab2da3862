package souk.local.prove;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import souk.local.client.Visitor;

/** An account that several clients use at the same time, with the orders they sent last. */
final class Household {
    private static final int REMEMBERED = 16;

    private final Visitor customer;
    private final AtomicReferenceArray<KeyedOrder> recent = new AtomicReferenceArray<>(REMEMBERED);

    Household(Visitor customer) {
        this.customer = customer;
    }

    Visitor customer() {
        return customer;
    }

    void remember(KeyedOrder order) {
        recent.set(Math.floorMod(order.key().hashCode(), REMEMBERED), order);
    }

    /** Any of the last orders, whether it was answered yet or not. */
    Optional<KeyedOrder> recent(RandomGenerator random) {
        return Optional.ofNullable(recent.get(random.nextInt(REMEMBERED)));
    }
}
