package souk.gateway.shedding;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * As many requests in flight as can be answered within a goal. By Little's law, at a throughput that does not grow any
 * more, the time in between grows as the number in flight does: so a time that is twice the goal halves the limit. The
 * limits that the library brings take the service's own past as their measure: one of them makes a habit of lasting
 * overload, the other takes a batch that is being filled for a queue.
 */
final class LatencyLimit extends AbstractLimit {

    private static final double STEEPEST = 0.5;
    private static final double BACKOFF = 0.9;
    private static final double COMFORT = 0.8;
    private static final int GROWTH_PART = 20;

    private final SheddingTerms terms;

    LatencyLimit(SheddingTerms terms) {
        super(terms.first());
        this.terms = terms;
    }

    /** @param rtt nanoseconds, of one window on the average */
    @Override
    protected int _update(long startTime, long rtt, int inFlight, boolean refusedThere) {
        var limit = getLimit();
        var goal = terms.goal().toNanos();
        if (rtt > goal || refusedThere) {
            var part = rtt > goal ? Math.max(STEEPEST, (double) goal / rtt) : BACKOFF;
            return Math.max(terms.least(), (int) (limit * part));
        }
        var isUsed = inFlight * 2 >= limit;
        return isUsed && rtt < goal * COMFORT
                ? Math.min(terms.most(), limit + Math.max(1, limit / GROWTH_PART))
                : limit;
    }
}
