package souk.shared.bus;

import java.time.Duration;

/**
 * A contract on the bus: an address and the records that go there and come back. Contracts grow only by adding fields;
 * a breaking change is a new address ({@code …v2}). Every handler must bear repetition, because delivery is at most
 * once and a call without an answer is tried again.
 *
 * @param address {@code service.subject.verb.v1}; its first segment names the service that answers
 * @param tryTimeout how long one try waits, at most {@link #LONGEST_TRY}
 * @param tries on different instances where there are several
 * @param spare what the last try leaves of the deadline to the caller, or null if that try is like the others
 * @param batched whether calls made in the same turn of the event loop to the same instance travel in one message
 */
public record Operation<Q, A>(
        String address,
        Class<Q> request,
        Class<A> answer,
        Duration tryTimeout,
        int tries,
        Duration spare,
        boolean batched) {

    public static final Duration LONGEST_TRY = Duration.ofMillis(1_500);

    public Operation {
        if (address.indexOf('.') < 1) {
            throw new IllegalArgumentException(address + " does not begin with the name of a service");
        }
        if (tryTimeout.isNegative() || tryTimeout.isZero() || tryTimeout.compareTo(LONGEST_TRY) > 0 || tries < 1) {
            throw new IllegalArgumentException(address + " has no useful timeout or number of tries");
        }
        if (spare != null && spare.isNegative()) {
            throw new IllegalArgumentException(address + " leaves the caller a negative time");
        }
    }

    /** Two tries of at most a second each. */
    public static <Q, A> Operation<Q, A> of(String address, Class<Q> request, Class<A> answer) {
        return new Operation<>(address, request, answer, Duration.ofSeconds(1), 2, null, false);
    }

    public Operation<Q, A> withTries(Duration perTry, int tries) {
        return new Operation<>(address, request, answer, perTry, tries, spare, batched);
    }

    /**
     * The last try, behind which there is no other, waits longer than {@link #tryTimeout} if the deadline allows: until
     * the caller has just this time left for what comes after the answer, {@link #LONGEST_TRY} at most.
     */
    public Operation<Q, A> lastTryLeaving(Duration spare) {
        return new Operation<>(address, request, answer, tryTimeout, tries, spare, batched);
    }

    /**
     * For operations that decide many calls together anyway: their answers come back when the last of those that
     * travelled together is known.
     */
    public Operation<Q, A> inBatches() {
        return new Operation<>(address, request, answer, tryTimeout, tries, spare, true);
    }

    /** How long a try may wait with that much of the deadline left. */
    Duration patience(Duration left, int triesLeft) {
        var wanted = triesLeft <= 1 && spare != null
                ? longer(tryTimeout, shorter(left.minus(spare), LONGEST_TRY))
                : tryTimeout;
        return shorter(wanted, left);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    public String service() {
        return address.substring(0, address.indexOf('.'));
    }
}
