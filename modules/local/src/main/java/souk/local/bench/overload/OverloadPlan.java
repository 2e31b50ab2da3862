package souk.local.bench.overload;

import java.time.Duration;

/**
 * @param seconds of overload
 * @param warmUpSeconds of orders before anything is measured
 * @param times how much more is offered than can be placed
 */
public record OverloadPlan(int seconds, int warmUpSeconds, double times) {
    private static final int SHORTEST = 5;

    public OverloadPlan {
        if (seconds < SHORTEST || seconds > 300) {
            throw new IllegalArgumentException("--seconds must be 5 to 300, not " + seconds);
        }
        if (warmUpSeconds < 0 || warmUpSeconds > 300) {
            throw new IllegalArgumentException("--warm-up must be 0 to 300, not " + warmUpSeconds);
        }
        if (times < 1 || times > 20) {
            throw new IllegalArgumentException("--times must be 1 to 20, not " + times);
        }
    }

    Duration overload() {
        return Duration.ofSeconds(seconds);
    }

    /** Of each measurement but the overload. */
    Duration look() {
        return Duration.ofSeconds(Math.max(SHORTEST, seconds / 6));
    }
}
