package souk.products.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Finds the next ones in an order. */
interface Ranking {

    /**
     * @param after the one behind which to begin, or null; it need not be there any more
     * @return at most as many as the window has place for; fewer only if there are no more
     */
    List<Hit> next(IndexSearcher searcher, Query query, Hit after, Window window) throws IOException;

    static Ranking of(Order order) {
        return switch (order) {
            case RELEVANCE -> new Scoring();
            case NEWEST -> new NewestFirst();
            case OLDEST -> new OldestFirst();
            default -> new ByValue(order);
        };
    }
}
