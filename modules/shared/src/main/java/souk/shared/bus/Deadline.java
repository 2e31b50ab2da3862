package souk.shared.bus;

import java.time.Duration;

/**
 * When the caller stops waiting. Monotonic, so no clock is ever compared with that of another machine: between
 * processes it travels as the milliseconds that remain.
 */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** Never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }
}
