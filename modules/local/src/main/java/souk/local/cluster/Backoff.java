package souk.local.cluster;

import java.time.Duration;

/** How long to wait before a process that ended is started again: 0.2 s, then twice as long each time, 10 s at most. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** @param lived how long the process ran; after half a minute it counts as steady and the wait is short again */
    Duration after(Duration lived) {
        if (lived.compareTo(STEADY) >= 0) {
            reset();
        }
        var delay = next;
        next = delay.multipliedBy(2).compareTo(LONGEST) < 0 ? delay.multipliedBy(2) : LONGEST;
        return delay;
    }

    void reset() {
        next = FIRST;
    }
}
