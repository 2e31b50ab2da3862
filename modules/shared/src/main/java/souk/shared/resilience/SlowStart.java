package souk.shared.resilience;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import souk.shared.config.NodeConfig;

/**
 * How much of its turn a newcomer takes: a JVM that has just started is many times slower than it will be, and a full
 * share of the calls would all wait for it. The share rises from a tenth to the whole within a time
 * that is configured.
 *
 * @param time until a newcomer takes its whole share; zero for at once
 */
public record SlowStart(Duration time) {

    public static final SlowStart STANDARD = of(NodeConfig.Resilience.STANDARD);

    private static final double LEAST = 0.1;

    public static SlowStart of(NodeConfig.Resilience configured) {
        return new SlowStart(Duration.ofSeconds(configured.slowStartSeconds()));
    }

    /** Whether one that is there for so long takes its whole share. */
    public boolean isOver(long nanos) {
        return nanos >= time.toNanos();
    }

    /**
     * Whether the one chosen leaves this call to another that has been there for longer. Two newcomers of the same age
     * are equals.
     *
     * @param nanos since the one chosen is there
     * @param otherNanos since the other one is
     */
    public boolean yields(long nanos, long otherNanos) {
        if (isOver(nanos) || nanos >= otherNanos) {
            return false;
        }
        return ThreadLocalRandom.current().nextDouble() >= share(nanos) / share(otherNanos);
    }

    private double share(long nanos) {
        return Math.min(1, LEAST + (1 - LEAST) * nanos / time.toNanos());
    }
}
