package souk.shared.resilience;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How much of its turn a newcomer takes: a JVM that has just started is many times slower than it will be, and a full
 * share of the calls would all wait for it. The share rises from a tenth to the whole within {@link #TIME}.
 */
public final class SlowStart {

    public static final Duration TIME = Duration.ofSeconds(15);

    private static final double LEAST = 0.1;

    private SlowStart() {}

    /**
     * Whether the one chosen leaves this call to another that has been there for longer. Two newcomers of the same age
     * are equals.
     *
     * @param nanos since the one chosen is there
     * @param otherNanos since the other one is
     */
    public static boolean yields(long nanos, long otherNanos) {
        if (nanos >= TIME.toNanos() || nanos >= otherNanos) {
            return false;
        }
        return ThreadLocalRandom.current().nextDouble() >= share(nanos) / share(otherNanos);
    }

    static double share(long nanos) {
        return Math.min(1, LEAST + (1 - LEAST) * nanos / TIME.toNanos());
    }
}
