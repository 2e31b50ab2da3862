package souk.products.search;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;
import souk.products.category.CategoryTree;
import souk.products.grant.Viewer;
import souk.shared.problem.Trouble;

/** Searches the index of this node. Blocks; for the search threads. */
final class IndexSearch {

    /** With fewer hits than these, words that are only similar are looked for as well. */
    private static final int TOO_LITTLE = 3;

    private final IndexKeeper keeper;
    private final Supplier<CategoryTree> tree;

    IndexSearch(IndexKeeper keeper, Supplier<CategoryTree> tree) {
        this.keeper = keeper;
        this.tree = tree;
    }

    /**
     * @param after behind which place, or null from the beginning
     * @param first whether to count too
     */
    Found find(Criteria criteria, Viewer viewer, Place after, boolean first, Window window) throws IOException {
        var index = keeper.index();
        var lag = keeper.lag();
        IndexSearcher searcher = acquire(index);
        if (searcher == null) {
            index = keeper.index();
            searcher = acquire(index);
        }
        if (searcher == null) {
            throw Trouble.because("the search index is being replaced");
        }
        try {
            var asked = new Asked(searcher, criteria, new Filters(criteria, viewer, tree.get()), window);
            return asked.answer(after, first ? tree.get() : null, lag);
        } catch (CorruptIndexException damaged) {
            keeper.damaged(index);
            throw new Trouble("the search index is damaged", damaged);
        } finally {
            index.release(searcher);
        }
    }

    /** Null if the index has just been replaced. */
    private static IndexSearcher acquire(ProductIndex index) throws IOException {
        try {
            return index.acquire();
        } catch (AlreadyClosedException replaced) {
            return null;
        }
    }

    record Asked(IndexSearcher searcher, Criteria criteria, Filters filters, Window window) {

        /** @param counting null for not to count */
        Found answer(Place after, CategoryTree counting, Duration lag) throws IOException {
            var text = Optional.ofNullable(criteria.words()).map(words -> new TextQuery(Typed.of(words)));
            var ranking = Ranking.of(criteria.order());
            var last = after == null ? null : after.last();
            var query = filters.with(text.map(TextQuery::strict));
            var forgiving = after != null && after.forgiving();
            var hits = forgiving ? List.<Hit>of() : ranking.next(searcher, query, last, window);
            var tooLittle = after == null && hits.size() < TOO_LITTLE;
            if (text.isPresent() && text.get().mayForgive() && (forgiving || tooLittle)) {
                forgiving = true;
                query = filters.with(Optional.of(text.get().forgiving(searcher)));
                hits = ranking.next(searcher, query, last, window);
            }
            var exhausted = hits.size() < window.size();
            return counting == null || !criteria.counted() && criteria.facets().isEmpty()
                    ? new Found(hits, forgiving, exhausted, null, Map.of(), lag)
                    : counted(new Found(hits, forgiving, exhausted, null, Map.of(), lag), query, counting);
        }

        private Found counted(Found found, Query query, CategoryTree tree) throws IOException {
            var counting = new Counting(criteria.facets(), tree);
            counting.run(searcher, query, window);
            return new Found(
                    found.hits(),
                    found.forgiving(),
                    found.exhausted(),
                    criteria.counted() ? counting.total() : null,
                    counting.facets(),
                    found.lag());
        }
    }
}
