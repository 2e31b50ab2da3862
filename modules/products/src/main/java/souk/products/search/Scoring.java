package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;

/**
 * The order of relevance. Every segment has its documents newest first, so among equal scores the first of a segment are
 * the ones: nothing more needs to be looked at than can still get into the page.
 */
final class Scoring implements Ranking {

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::id, Hit.NEWEST_FIRST);

    private record Scored(float score, UUID id) {}

    @Override
    public List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException {
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.TOP_SCORES, 1);
        var best = new ArrayList<Scored>();
        for (var leaf : searcher.getIndexReader().leaves()) {
            collect(leaf, weight, after, window, best);
        }
        best.sort(BEST_FIRST);
        return best.stream()
                .limit(window.size())
                .map(hit -> new Hit(hit.id(), Integer.toString(Math.round(hit.score()))))
                .toList();
    }

    private static void collect(LeafReaderContext leaf, Weight weight, Hit after, Window window, List<Scored> best)
            throws IOException {
        var bulk = weight.bulkScorer(leaf);
        if (bulk == null) {
            return;
        }
        var collector =
                new TopScoreDocCollectorManager(window.size(), place(leaf, after), window.size()).newCollector();
        window.score(bulk, collector.getLeafCollector(leaf), leaf.reader());
        var ids = new Ids(leaf.reader());
        for (var found : collector.topDocs().scoreDocs) {
            best.add(new Scored(found.score, ids.of(found.doc - leaf.docBase)));
        }
    }

    /** Of all with the score, the last in the segment that does not come behind the place. */
    private static ScoreDoc place(LeafReaderContext leaf, Hit after) throws IOException {
        return after == null
                ? null
                : new ScoreDoc(
                        leaf.docBase + Ids.firstBehind(leaf.reader(), after.id()) - 1, Integer.parseInt(after.value()));
    }
}
