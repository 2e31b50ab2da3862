package souk.local.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All measurements of one scenario with one tool: medians, and how far the rate varied.
 *
 * @param who {@code souk} or {@code yardstick}
 */
public record Series(
        String who, double perSecond, double least, double most, double p50Millis, double p99Millis, long errors) {

    public static Series of(String who, List<Measurement> measurements) {
        var rates = sorted(measurements, Measurement::perSecond);
        return new Series(
                who,
                median(rates),
                rates[0],
                rates[rates.length - 1],
                median(sorted(measurements, Measurement::p50Millis)),
                median(sorted(measurements, Measurement::p99Millis)),
                measurements.stream().mapToLong(Measurement::errors).sum());
    }

    private static double[] sorted(List<Measurement> measurements, ToDoubleFunction<Measurement> figure) {
        return measurements.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double median(double[] sorted) {
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
