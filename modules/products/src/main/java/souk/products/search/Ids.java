package souk.products.search;

import java.io.IOException;
import java.util.UUID;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;

/** The ids of the documents of a segment, asked for in any order. */
final class Ids {

    private final LeafReader segment;
    private NumericDocValues high;
    private NumericDocValues low;
    private int last = Integer.MAX_VALUE;

    Ids(LeafReader segment) {
        this.segment = segment;
    }

    UUID of(int document) throws IOException {
        if (document < last) {
            high = segment.getNumericDocValues(IndexFields.ID_HIGH);
            low = segment.getNumericDocValues(IndexFields.ID_LOW);
        }
        last = document;
        high.advanceExact(document);
        low.advanceExact(document);
        return IndexFields.uuid(high.longValue(), low.longValue());
    }

    /** The first document whose id comes behind that one, newest first; all before it do not. */
    static int firstBehind(LeafReader segment, UUID id) throws IOException {
        var from = 0;
        var to = segment.maxDoc();
        var ids = new Ids(segment);
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (Hit.NEWEST_FIRST.compare(ids.of(middle), id) > 0) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
