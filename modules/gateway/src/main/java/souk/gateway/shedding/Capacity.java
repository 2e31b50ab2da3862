package souk.gateway.shedding;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;

/** What one service can take at a time, as far as this gateway has seen. Confined to one event loop. */
final class Capacity {

    /** Enough for a report and a read, however crowded it is. */
    private static final int FOOTHOLD = 4;

    private static final long SHORTEST_WINDOW_MILLIS = 100;
    private static final long LONGEST_WINDOW_MILLIS = 300;

    private final Limit limit;
    private int inFlight;

    Capacity(SheddingTerms terms) {
        this.limit = WindowedLimit.newBuilder()
                .minWindowTime(SHORTEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .maxWindowTime(LONGEST_WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                .build(new LatencyLimit(terms));
    }

    /** @param part of what there is for the rank at other times, from 0 to 1 */
    boolean hasRoomFor(Rank rank, double part) {
        return inFlight < Math.max(FOOTHOLD, limit.getLimit() * rank.share() * part);
    }

    void enter() {
        inFlight++;
    }

    void leave() {
        inFlight--;
    }

    /**
     * @param nanos how long the answer took, in proportion to how long it may take
     * @param refusedThere whether it was too much for the service, or for the way to it
     */
    void answered(long now, long nanos, boolean refusedThere) {
        limit.onSample(now - nanos, nanos, inFlight, refusedThere);
    }

    int limit() {
        return limit.getLimit();
    }

    int inFlight() {
        return inFlight;
    }
}
