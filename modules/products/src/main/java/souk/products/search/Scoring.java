package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * The order of relevance. Every segment has its documents newest first, so among equal scores the first of a segment are
 * the ones: nothing more is looked at than can still get into the page, and nothing at all once the page is full of the
 * best that a segment can have.
 */
final class Scoring implements Ranking {

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::id, Hit.NEWEST_FIRST);

    private record Scored(float score, UUID id) {}

    /** A document of a segment. */
    private record Candidate(float score, int document) {

        static final Comparator<Candidate> WORST_FIRST =
                Comparator.comparingDouble(Candidate::score).thenComparingInt(one -> -one.document);
    }

    @Override
    public List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException {
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.TOP_SCORES, 1);
        var best = new ArrayList<Scored>();
        for (var leaf : searcher.getIndexReader().leaves()) {
            collect(leaf, weight, after, window, best);
        }
        return best.stream()
                .sorted(BEST_FIRST)
                .limit(window.size())
                .map(hit -> new Hit(hit.id(), Integer.toString(Math.round(hit.score()))))
                .toList();
    }

    private static void collect(LeafReaderContext leaf, Weight weight, Hit after, Window window, List<Scored> best)
            throws IOException {
        var supplier = weight.scorerSupplier(leaf);
        if (supplier == null) {
            return;
        }
        supplier.setTopLevelScoringClause();
        var scorer = supplier.get(Long.MAX_VALUE);
        var segment = leaf.reader();
        var limit = after == null ? Float.MAX_VALUE : Integer.parseInt(after.value());
        var behind = after == null ? 0 : Ids.firstBehind(segment, after.id());
        var most = Math.min(limit, scorer.getMaxScore(DocIdSetIterator.NO_MORE_DOCS));
        var page = new PriorityQueue<>(Candidate.WORST_FIRST);
        window.walk(scorer.iterator(), segment, 0, segment.maxDoc(), document -> {
            var score = scorer.score();
            var shown = score > limit || score == limit && document < behind;
            if (shown || page.size() == window.size() && score <= page.peek().score()) {
                return true;
            }
            page.add(new Candidate(score, document));
            if (page.size() > window.size()) {
                page.poll();
            }
            if (page.size() == window.size()) {
                scorer.setMinCompetitiveScore(Math.nextUp(page.peek().score()));
            }
            return page.size() < window.size() || page.peek().score() < most;
        });
        var ids = new Ids(segment);
        for (var candidate : page) {
            best.add(new Scored(candidate.score(), ids.of(candidate.document())));
        }
    }
}
