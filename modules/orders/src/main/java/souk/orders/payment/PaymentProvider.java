package souk.orders.payment;

import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.BiConsumer;
import souk.shared.money.Money;

/**
 * Somebody who moves money. Every call has a key of ours, and calling again with the same key never moves money a second
 * time but says what became of the first. A future that fails, or never completes, means the same as
 * {@link Outcome#UNKNOWN}: ask again.
 */
public interface PaymentProvider {

    /** What became of a call; the first two are final. */
    enum Outcome {
        DONE,
        DECLINED,
        UNKNOWN
    }

    /** Such as {@code simulated}; written down with each payment. */
    String name();

    /** @param payment the key */
    Future<Outcome> charge(UUID payment, Money amount);

    /**
     * Ends a charge for good: takes it back if it was made, and if it was not, or not yet, sees to it that it never will
     * be. {@code DECLINED} means that it could not be taken back any more.
     */
    Future<Outcome> cancel(UUID payment);

    /**
     * Sends back some or all of a charge that was made.
     *
     * @param refund the key
     */
    Future<Outcome> refund(UUID refund, UUID payment, Money amount);

    /** Providers may also tell of their own accord what became of a charge: late, twice, or never. */
    void listen(BiConsumer<UUID, Outcome> charged);
}
