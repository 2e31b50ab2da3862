package souk.local.prove;

import java.util.stream.Stream;

/**
 * Requests of one phase in numbers.
 *
 * @param longestMillis of those that were answered as well as of those that were not; as the percentiles
 */
public record Figures(
        Phase phase,
        long reads,
        long orders,
        long refusals,
        long failed,
        double p50Millis,
        double p99Millis,
        long longestMillis) {

    static Figures of(Phase phase, Stream<Attempt> attempts) {
        var all = attempts.toList();
        var nanos = all.stream()
                .mapToLong(attempt -> attempt.endNanos() - attempt.startNanos())
                .sorted()
                .toArray();
        return new Figures(
                phase,
                all.stream()
                        .filter(attempt -> attempt.kind() != Attempt.Kind.ORDER)
                        .count(),
                all.stream().filter(Attempt::placed).count(),
                all.stream().filter(Attempt::refused).count(),
                all.stream().filter(Attempt::failed).count(),
                percentile(nanos, 50),
                percentile(nanos, 99),
                nanos.length == 0 ? 0 : nanos[nanos.length - 1] / 1_000_000);
    }

    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        var rank = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
        return Math.round(sorted[rank] / 10_000.0) / 100.0;
    }
}
