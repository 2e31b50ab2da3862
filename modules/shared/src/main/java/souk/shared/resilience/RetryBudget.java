package souk.shared.resilience;

import java.util.function.LongSupplier;

/**
 * Lets at most one in ten requests be repeated, and a small constant number besides, so that repeating cannot multiply
 * the load on what is already down. What is not used is saved up to a bound: that is what a sudden death is paid from.
 * Thread-safe.
 */
public final class RetryBudget {

    static final double PER_REQUEST = 0.1;
    static final double PER_SECOND = 10;
    static final double START = 100;
    static final double MAX = 1_000;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private double saved = START;
    private long paidAt;

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    public RetryBudget(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.paidAt = nanoClock.getAsLong();
    }

    /** To be told of every request that comes in. */
    public synchronized void earn() {
        save(PER_REQUEST);
    }

    /** Whether a request may be repeated; if so, it has been paid for. */
    public synchronized boolean spend() {
        var now = nanoClock.getAsLong();
        save(PER_SECOND * (now - paidAt) / NANOS_PER_SECOND);
        paidAt = now;
        if (saved < 1) {
            return false;
        }
        saved--;
        return true;
    }

    private void save(double more) {
        saved = Math.min(MAX, saved + more);
    }
}
