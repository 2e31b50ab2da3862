package souk.products.search;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/**
 * Scores a term by its weight in the product and nothing else, so that a product's score for a query never changes
 * because other products come or go, and cursors that carry scores stay right. Sums of such scores are whole numbers,
 * exact in a {@code float} whatever the order they are added in.
 */
final class WeightSimilarity extends Similarity {

    @Override
    public long computeNorm(FieldInvertState state) {
        return 1;
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        return new SimScorer() {
            @Override
            public float score(float weight, long norm) {
                return boost * weight;
            }
        };
    }
}
