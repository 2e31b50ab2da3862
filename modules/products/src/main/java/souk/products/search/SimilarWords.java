package souk.products.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;

/** The words of the index that differ from one by a letter or two: missing, too many, another or two of them swapped. */
final class SimilarWords {

    private static final int LONG_ENOUGH_FOR_ONE = 4;
    private static final int LONG_ENOUGH_FOR_TWO = 8;
    private static final int MOST = 40;

    private SimilarWords() {}

    /** How many errors may be in a word; none where a digit is, for what is similar to a number is another one. */
    static int errors(String word) {
        if (word.length() < LONG_ENOUGH_FOR_ONE || word.chars().anyMatch(Character::isDigit)) {
            return 0;
        }
        return word.length() < LONG_ENOUGH_FOR_TWO ? 1 : 2;
    }

    /** The most similar ones, as terms. */
    static List<String> in(IndexSearcher searcher, String word) throws IOException {
        var errors = errors(word);
        if (errors == 0) {
            return List.of();
        }
        var term = new Term(IndexFields.TEXT, Terms.word(word));
        var likeness = new HashMap<String, Float>();
        for (var leaf : searcher.getIndexReader().leaves()) {
            var terms = leaf.reader().terms(IndexFields.TEXT);
            if (terms != null) {
                collect(new FuzzyTermsEnum(terms, term, errors, 1, true), likeness);
            }
        }
        return likeness.entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void collect(FuzzyTermsEnum similar, Map<String, Float> likeness) throws IOException {
        for (var term = similar.next(); term != null; term = similar.next()) {
            likeness.put(term.utf8ToString(), similar.getBoost());
        }
    }
}
