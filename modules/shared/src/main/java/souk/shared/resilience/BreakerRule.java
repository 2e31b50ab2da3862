package souk.shared.resilience;

import java.time.Duration;
import souk.shared.config.NodeConfig;

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

    public static final BreakerRule STANDARD = of(NodeConfig.Resilience.STANDARD);

    private static final int CALLS = 10;
    private static final double SHARE = 0.5;

    /** The window is twice the time without an answer: so short that what was good before does not fill it for long. */
    public static BreakerRule of(NodeConfig.Resilience configured) {
        var silence = Duration.ofMillis(configured.breakerSilenceMillis());
        return new BreakerRule(
                silence.multipliedBy(2), CALLS, SHARE, silence, Duration.ofMillis(configured.breakerRestMillis()));
    }

    public BreakerRule {
        if (calls < 1 || share <= 0 || share > 1 || lasting.compareTo(window) >= 0) {
            throw new IllegalArgumentException("this breaker would always open, or never");
        }
    }
}
