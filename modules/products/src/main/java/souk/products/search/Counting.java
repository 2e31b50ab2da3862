package souk.products.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import souk.products.category.CategoryTree;

/** Counts all that a query finds, and by what was asked for. */
final class Counting {

    static final String CATEGORY = "category";
    static final String PRICE = "price";
    static final String ATTRIBUTE = "attr.";

    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private long total;

    Counting(List<String> facets, CategoryTree tree) {
        facets.forEach(facet -> counters.put(
                facet,
                switch (facet) {
                    case CATEGORY -> new CategoryCounter(tree);
                    case PRICE -> new PriceCounter();
                    default -> new AttributeCounter(facet.substring(ATTRIBUTE.length()));
                }));
    }

    void run(IndexSearcher searcher, Query query, Window window) throws IOException {
        if (counters.isEmpty()) {
            total = searcher.count(query);
            return;
        }
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (var leaf : searcher.getIndexReader().leaves()) {
            var scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            var segment = leaf.reader();
            var inSegment = new Counter.InSegment[counters.size()];
            var next = 0;
            for (var counter : counters.values()) {
                inSegment[next++] = counter.segment(segment);
            }
            window.walk(scorer.iterator(), segment, 0, segment.maxDoc(), document -> {
                total++;
                for (var counter : inSegment) {
                    counter.count(document);
                }
                return true;
            });
            for (var counter : inSegment) {
                counter.end();
            }
        }
    }

    long total() {
        return total;
    }

    /** In the order in which they were asked for. */
    Map<String, List<Facet>> facets() {
        var facets = new LinkedHashMap<String, List<Facet>>();
        counters.forEach((name, counter) -> facets.put(name, counter.facets()));
        return facets;
    }
}
