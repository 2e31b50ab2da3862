package souk.products.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.LeafCollector;
import souk.shared.bus.Deadline;
import souk.shared.problem.Trouble;

/**
 * How much a search may find, and until when.
 *
 * @param size at most so many hits
 */
record Window(int size, Deadline deadline) {

    private static final int STRETCH = 1 << 16;
    private static final int LOOKED_AT_BETWEEN_CHECKS = 1 << 12;

    /** Runs a whole segment through the collector. */
    void score(BulkScorer bulk, LeafCollector collector, LeafReader segment) throws IOException {
        try {
            var next = 0;
            while (next < segment.maxDoc()) {
                check();
                var end = Math.min((long) next + STRETCH, segment.maxDoc());
                next = bulk.score(collector, segment.getLiveDocs(), next, (int) end);
            }
        } catch (CollectionTerminatedException enough) {
            return;
        }
    }

    /** What to do with a document. */
    interface Visitor {

        /** @return whether to go on */
        boolean visit(int document) throws IOException;
    }

    /** Shows the documents from one on that are there and before another one, until the visitor has had enough. */
    void walk(DocIdSetIterator documents, LeafReader segment, int from, int before, Visitor visitor)
            throws IOException {
        var live = segment.getLiveDocs();
        var looked = 0;
        for (var document = documents.docID() < from ? documents.advance(from) : documents.docID();
                document < before;
                document = documents.nextDoc()) {
            if (++looked % LOOKED_AT_BETWEEN_CHECKS == 0) {
                check();
            }
            if ((live == null || live.get(document)) && !visitor.visit(document)) {
                return;
            }
        }
    }

    private void check() {
        if (deadline.passed()) {
            throw Trouble.because("the search took too long");
        }
    }
}
