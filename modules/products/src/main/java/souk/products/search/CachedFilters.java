package souk.products.search;

import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.UsageTrackingQueryCachingPolicy;

/**
 * Which filters are remembered as sets of documents: those that come again and again, and above all that for what
 * everybody sees, which is most of the catalogue and in nearly every query.
 */
final class CachedFilters implements QueryCachingPolicy {

    private final UsageTrackingQueryCachingPolicy usual = new UsageTrackingQueryCachingPolicy();

    @Override
    public void onUse(Query query) {
        usual.onUse(query);
    }

    @Override
    public boolean shouldCache(Query query) throws java.io.IOException {
        return query instanceof TermQuery term && term.getTerm().field().equals(IndexFields.VIEWER)
                ? term.getTerm().bytes().equals(IndexFields.EVERYBODY)
                : usual.shouldCache(query);
    }
}
