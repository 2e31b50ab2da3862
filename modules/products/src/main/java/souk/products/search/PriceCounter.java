package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;

/** Counts by prices, in ranges that begin and end with 1, 2 or 5 and zeros, as few as are needed to tell them apart. */
final class PriceCounter implements Counter {

    private static final int MOST = 8;
    private static final long[] STEPS = steps();

    private final long[] counts = new long[STEPS.length];

    /** From 0 on: 1, 2, 5, 10, 20, 50 … of the currency's unit. */
    private static long[] steps() {
        var steps = new ArrayList<Long>();
        steps.add(0L);
        for (var ten = 10_000L; ten < Long.MAX_VALUE / 100; ten *= 10) {
            steps.addAll(List.of(ten, 2 * ten, 5 * ten));
        }
        return steps.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public InSegment segment(LeafReader segment) throws IOException {
        var prices = DocValues.getNumeric(segment, IndexFields.PRICE);
        return document -> {
            if (prices.advanceExact(document)) {
                counts[stepOf(prices.longValue())]++;
            }
        };
    }

    private static int stepOf(long price) {
        var found = java.util.Arrays.binarySearch(STEPS, price);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public List<Facet> facets() {
        var ranges = new ArrayList<long[]>();
        for (var i = 0; i < STEPS.length; i++) {
            if (counts[i] > 0) {
                ranges.add(new long[] {i, i + 1, counts[i]});
            }
        }
        while (ranges.size() > MOST) {
            joinSmallest(ranges);
        }
        return ranges.stream()
                .map(range -> Facet.range(amount(range[0]), amount(range[1]), range[2]))
                .toList();
    }

    /** Joins two neighbours that have the fewest together. */
    private static void joinSmallest(List<long[]> ranges) {
        var smallest = 0;
        for (var i = 1; i + 1 < ranges.size(); i++) {
            if (ranges.get(i)[2] + ranges.get(i + 1)[2] < ranges.get(smallest)[2] + ranges.get(smallest + 1)[2]) {
                smallest = i;
            }
        }
        var one = ranges.get(smallest);
        var other = ranges.remove(smallest + 1);
        ranges.set(smallest, new long[] {one[0], other[1], one[2] + other[2]});
    }

    private static String amount(long step) {
        return step < STEPS.length ? Prices.amount(STEPS[(int) step]) : null;
    }
}
