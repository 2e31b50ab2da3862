package souk.local.fill;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ranks from 0 on, of which the k-th comes with a frequency of about 1 / (k + 2)^exponent. */
final class Zipf {
    private final double[] upTo;

    Zipf(int ranks, double exponent) {
        upTo = new double[ranks];
        var sum = 0.0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 2, -exponent);
            upTo[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            upTo[rank] /= sum;
        }
    }

    int next(RandomGenerator random) {
        var found = Arrays.binarySearch(upTo, random.nextDouble());
        return Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
    }
}
