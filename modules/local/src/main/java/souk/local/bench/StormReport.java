package souk.local.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * @param stormers clients that log in at the same time
 * @param logIns those that were let in, alone; errors are those that found the queue full
 */
public record StormReport(
        Workload workload, int stormers, int processors, Series reads, Series logIns, Series readsInTheStorm) {

    static StormReport of(
            Workload workload,
            int stormers,
            List<Measurement> reads,
            List<Measurement> logIns,
            List<Measurement> readsInTheStorm) {
        return new StormReport(
                workload,
                stormers,
                Runtime.getRuntime().availableProcessors(),
                Series.of("reads", reads),
                Series.of("log-ins", logIns),
                Series.of("reads in a storm", readsInTheStorm));
    }

    /** How many times as long the slowest hundredth of reads takes in a storm. */
    @JsonProperty
    public double p99Ratio() {
        return ratio(readsInTheStorm.p99Millis(), reads.p99Millis());
    }

    /** How much of the rate of reads is left in a storm. */
    @JsonProperty
    public double rateRatio() {
        return ratio(readsInTheStorm.perSecond(), reads.perSecond());
    }

    /** For people. */
    public String text() {
        var text = new StringBuilder("%n%d clients read, %d log in; %d processors for all together%n%n"
                .formatted(workload.clients(), stormers, processors));
        for (var series : List.of(reads, logIns, readsInTheStorm)) {
            text.append("  %-18s %,9.0f/s   p50 %8.2f ms   p99 %8.2f ms   %d refused or failed%n"
                    .formatted(
                            series.who(), series.perSecond(), series.p50Millis(), series.p99Millis(), series.errors()));
        }
        return text.append("%n  in a storm: p99 of reads × %.2f, rate of reads × %.2f%n"
                        .formatted(p99Ratio(), rateRatio()))
                .toString();
    }

    private static double ratio(double one, double other) {
        return Math.round(one / other * 100) / 100.0;
    }
}
