package souk.products.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;

/** Counts by the values of an attribute; a product with several of them counts for each. */
final class AttributeCounter implements Counter {

    private static final int MOST = 50;

    private final String beginning;
    private final Map<String, Long> counts = new HashMap<>();

    AttributeCounter(String key) {
        this.beginning = AttributeTerms.beginning(key);
    }

    @Override
    public InSegment segment(LeafReader segment) throws IOException {
        var values = DocValues.getSortedSet(segment, IndexFields.ATTRIBUTE_VALUE);
        var from = firstNotBelow(values, new BytesRef(beginning));
        var to = firstNotBelow(values, new BytesRef(beginning.substring(0, beginning.length() - 1) + '\1'));
        var inSegment = new int[(int) (to - from)];
        return new InSegment() {
            @Override
            public void count(int document) throws IOException {
                if (inSegment.length == 0 || !values.advanceExact(document)) {
                    return;
                }
                for (var i = 0; i < values.docValueCount(); i++) {
                    var ord = values.nextOrd();
                    if (ord >= to) {
                        return;
                    }
                    if (ord >= from) {
                        inSegment[(int) (ord - from)]++;
                    }
                }
            }

            @Override
            public void end() throws IOException {
                for (var i = 0; i < inSegment.length; i++) {
                    if (inSegment[i] > 0) {
                        var value = values.lookupOrd(from + i).utf8ToString().substring(beginning.length());
                        counts.merge(value, (long) inSegment[i], Long::sum);
                    }
                }
            }
        };
    }

    private static long firstNotBelow(SortedSetDocValues values, BytesRef value) throws IOException {
        var ord = values.lookupTerm(value);
        return ord < 0 ? -1 - ord : ord;
    }

    @Override
    public List<Facet> facets() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> Facet.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
