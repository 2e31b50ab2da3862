package souk.products.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Products with all the words: each in any form, the last one also as the beginning of a word. A word as it was typed
 * counts more than another form of it, and that more than what only begins with it.
 */
final class TextQuery {

    private static final float SKU = 40;
    private static final float NOT_ONLY_SIMILAR = 8;
    private static final float WITHOUT_ERRORS = 1 << 16;

    private final Typed typed;

    TextQuery(Typed typed) {
        this.typed = typed;
    }

    /** With the words that were typed. */
    Query strict() {
        if (typed.isEmpty()) {
            return new MatchNoDocsQuery("no word");
        }
        var all = new BooleanQuery.Builder();
        for (var word : typed.butLast()) {
            all.add(term(Terms.simple(word.simple())), Occur.MUST);
            all.add(term(Terms.word(word.text())), Occur.SHOULD);
        }
        all.add(formsOf(typed.last(), true).build(), Occur.MUST);
        typed.wholes().forEach(whole -> all.add(new BoostQuery(term(Terms.sku(whole)), SKU), Occur.SHOULD));
        return all.build();
    }

    /** Also with words that are nearly those; they come behind all that {@link #strict} finds. */
    Query forgiving(IndexSearcher searcher) throws IOException {
        var all = new BooleanQuery.Builder();
        for (var word : typed.words()) {
            var any = new BooleanQuery.Builder();
            any.add(new BoostQuery(formsOf(word, word.equals(typed.last())).build(), NOT_ONLY_SIMILAR), Occur.SHOULD);
            for (var similar : SimilarWords.in(searcher, word.text())) {
                any.add(term(similar), Occur.SHOULD);
            }
            all.add(any.build(), Occur.MUST);
        }
        all.add(new BoostQuery(new ConstantScoreQuery(strict()), WITHOUT_ERRORS), Occur.SHOULD);
        return all.build();
    }

    /** Whether there is a word in which somebody can have mistyped something. */
    boolean mayForgive() {
        return typed.words().stream().anyMatch(word -> SimilarWords.errors(word.text()) > 0);
    }

    /** Where a word is, its simple form is as well: the word itself only adds to the score. */
    private static BooleanQuery.Builder formsOf(Word word, boolean beginning) {
        var any = new BooleanQuery.Builder().add(term(Terms.simple(word.simple())), Occur.SHOULD);
        if (beginning) {
            beginnings(word.text()).forEach(query -> any.add(query, Occur.SHOULD));
        }
        return new BooleanQuery.Builder().add(any.build(), Occur.MUST).add(term(Terms.word(word.text())), Occur.SHOULD);
    }

    private static List<Query> beginnings(String text) {
        if (text.length() < Terms.SHORTEST_BEGINNING) {
            return List.of();
        }
        var known = term(Terms.beginning(text));
        if (text.length() <= Terms.LONGEST_BEGINNING) {
            return List.of(known);
        }
        return List.of(known, new PrefixQuery(new Term(IndexFields.TEXT, Terms.word(text))));
    }

    private static Query term(String term) {
        return new TermQuery(new Term(IndexFields.TEXT, term));
    }
}
