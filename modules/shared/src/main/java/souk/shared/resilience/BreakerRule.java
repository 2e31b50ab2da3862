package souk.shared.resilience;

import java.time.Duration;

/**
 * When a breaker opens: of the calls that ended within the window there were enough, too large a share of them in
 * trouble, and not all of that trouble came in one moment, as it does when a process gets no time of the processor.
 *
 * @param window how far back it looks
 * @param calls that must have ended in the window, at least
 * @param share of them in trouble, at least; above 0, 1 for all
 * @param lasting how long ago the first trouble in the window must be
 * @param rest how long it stays open before one call is let through as a probe
 */
public record BreakerRule(Duration window, int calls, double share, Duration lasting, Duration rest) {

    public static final BreakerRule STANDARD =
            new BreakerRule(Duration.ofSeconds(4), 10, 0.5, Duration.ofSeconds(2), Duration.ofSeconds(1));

    public BreakerRule {
        if (calls < 1 || share <= 0 || share > 1 || lasting.compareTo(window) >= 0) {
            throw new IllegalArgumentException("this breaker would always open, or never");
        }
    }
}
