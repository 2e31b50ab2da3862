package souk.gateway.shedding;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Makes the lower ranks give way when a higher one is in need, whatever services they go to: services share machines and
 * a database, and a limit for each of them alone could not tell. Confined to one event loop.
 */
final class Precedence {

    private static final long NEED_LASTS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final double GIVING_WAY = 0.25;

    private final LongSupplier nanoClock;
    private final long[] inNeed = new long[Rank.values().length];

    Precedence(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        var longAgo = nanoClock.getAsLong() - NEED_LASTS_NANOS;
        for (var rank = 0; rank < inNeed.length; rank++) {
            inNeed[rank] = longAgo;
        }
    }

    /** A request of that rank was refused. */
    void isInNeed(Rank rank) {
        inNeed[rank.ordinal()] = nanoClock.getAsLong();
    }

    /** Which part of its share is left to the rank. */
    double partOf(Rank rank) {
        var now = nanoClock.getAsLong();
        for (var higher = 0; higher < rank.ordinal(); higher++) {
            if (now - inNeed[higher] < NEED_LASTS_NANOS) {
                return GIVING_WAY;
            }
        }
        return 1;
    }
}
