package souk.products.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/** Against the order of the segments: each is read in stretches from its end, longer and longer ones. */
final class OldestFirst implements Ranking {

    private static final int FIRST_STRETCH = 4_096;

    @Override
    public List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException {
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        var found = new ArrayList<UUID>();
        for (var leaf : searcher.getIndexReader().leaves()) {
            found.addAll(oldest(leaf, weight, after, window));
        }
        return found.stream()
                .sorted(Hit.NEWEST_FIRST.reversed())
                .limit(window.size())
                .map(id -> new Hit(id, ""))
                .toList();
    }

    private static List<UUID> oldest(LeafReaderContext leaf, Weight weight, Hit after, Window window)
            throws IOException {
        var segment = leaf.reader();
        var found = new ArrayList<UUID>();
        var before = after == null ? segment.maxDoc() : firstNotBefore(leaf, after.id());
        for (var stretch = FIRST_STRETCH; before > 0 && found.size() < window.size(); stretch *= 2) {
            var scorer = weight.scorer(leaf);
            if (scorer == null) {
                return found;
            }
            var from = Math.max(0, before - stretch);
            var last = new ArrayDeque<Integer>();
            var wanted = window.size() - found.size();
            window.walk(scorer.iterator(), segment, from, before, document -> {
                last.addFirst(document);
                if (last.size() > wanted) {
                    last.removeLast();
                }
                return true;
            });
            var ids = new Ids(segment);
            for (var document : last) {
                found.add(ids.of(document));
            }
            before = from;
        }
        return found;
    }

    /** The first document that is not newer than the id: the id itself, or what is older. */
    private static int firstNotBefore(LeafReaderContext leaf, UUID id) throws IOException {
        var behind = Ids.firstBehind(leaf.reader(), id);
        return behind > 0 && new Ids(leaf.reader()).of(behind - 1).equals(id) ? firstOf(leaf, id, behind - 1) : behind;
    }

    /** An id may be in a segment several times, though only one of them can be alive. */
    private static int firstOf(LeafReaderContext leaf, UUID id, int last) throws IOException {
        var first = last;
        while (first > 0 && new Ids(leaf.reader()).of(first - 1).equals(id)) {
            first--;
        }
        return first;
    }
}
