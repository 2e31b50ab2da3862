package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;

/** The orders of prices and names. */
final class ByValue implements Ranking {

    private final Order order;

    ByValue(Order order) {
        this.order = order;
    }

    @Override
    public List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException {
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        var place = after == null ? null : place(after);
        var collector = new TopFieldCollectorManager(order.sort(), window.size(), place, window.size()).newCollector();
        collector.setWeight(weight);
        for (var leaf : searcher.getIndexReader().leaves()) {
            var bulk = weight.bulkScorer(leaf);
            if (bulk != null) {
                window.score(bulk, collector.getLeafCollector(leaf), leaf.reader());
            }
        }
        var hits = new ArrayList<Hit>();
        for (var found : collector.topDocs().scoreDocs) {
            hits.add(hit((FieldDoc) found));
        }
        return hits;
    }

    private Hit hit(FieldDoc found) {
        var fields = found.fields;
        var id = IndexFields.uuid((Long) fields[fields.length - 2], (Long) fields[fields.length - 1]);
        var value = fields[fields.length - 3];
        return new Hit(id, value instanceof BytesRef name ? name.utf8ToString() : value.toString());
    }

    private FieldDoc place(Hit after) {
        var high = IndexFields.ordered(after.id().getMostSignificantBits());
        var low = IndexFields.ordered(after.id().getLeastSignificantBits());
        if (order == Order.CHEAPEST || order == Order.DEAREST) {
            return place(Long.valueOf(after.value()), high, low);
        }
        var name = new BytesRef(after.value());
        return place(IndexFields.nameBegin(name), name, high, low);
    }

    /** Behind all documents with these very values, wherever they are. */
    private static FieldDoc place(Object... fields) {
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, fields);
    }
}
