package souk.local.bench.overload;

import java.time.Duration;

/** When after the overload everything was as before it. */
final class Recovery {
    private static final long STEP = Duration.ofMillis(250).toNanos();
    private static final double TIMES = 3;
    private static final double AT_LEAST_MILLIS = 100;

    private Recovery() {}

    /**
     * Seconds until from then on every order was placed, and 99 of 100 took no more than three times what they took
     * before (or 100 ms); the whole time if that never came.
     *
     * @param before p99 in milliseconds
     * @param after what came of moderate traffic that began when the overload ended
     */
    static double seconds(double before, Answers after, Duration time) {
        var normal = Math.max(AT_LEAST_MILLIS, before * TIMES);
        var recovered = 0L;
        for (var from = 0L; from < time.toNanos(); from += STEP) {
            var refused = after.count(from, from + STEP, status -> status != Answers.PLACED);
            if (refused > 0 || after.percentile(Answers.PLACED, 99, from, from + STEP) > normal) {
                recovered = from + STEP;
            }
        }
        return recovered / 1e9;
    }
}
