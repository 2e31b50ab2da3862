package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;

/** The order in which every segment is: each is read from the place on until there is enough. */
final class NewestFirst implements Ranking {

    @Override
    public List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException {
        var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        var found = new ArrayList<Hit>();
        for (var leaf : searcher.getIndexReader().leaves()) {
            var scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            var segment = leaf.reader();
            var from = after == null ? 0 : Ids.firstBehind(segment, after.id());
            var ids = new Ids(segment);
            var enough = found.size() + window.size();
            window.walk(scorer.iterator(), segment, from, segment.maxDoc(), document -> {
                found.add(new Hit(ids.of(document), ""));
                return found.size() < enough;
            });
        }
        return found.stream()
                .sorted((one, other) -> Hit.NEWEST_FIRST.compare(one.id(), other.id()))
                .limit(window.size())
                .toList();
    }
}
