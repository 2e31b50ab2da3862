package souk.products.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * What the forms of a word have in common: {@code shoe} for {@code shoes}, {@code zapat} for {@code zapatos}. Nobody says
 * which language a product is described in, so English forms are undone first, by a dictionary, and then the endings
 * that number and gender have in German, French, Spanish, Italian and Portuguese. Not thread-safe.
 */
final class SimpleForm {

    /** A stem keeps that many letters, or too much would be the same. */
    private static final int SHORTEST = 4;

    private final OneWord word = new OneWord();
    private final TokenStream english = new KStemFilter(word);
    private final CharTermAttribute stemmed = english.getAttribute(CharTermAttribute.class);

    /**
     * @param folded see {@link Folding}
     * @param umlaut whether there was one: a plural such as {@code Häuser} then loses its ending too, where that of
     *     {@code printer} stays
     */
    String of(String folded, boolean umlaut) {
        if (folded.length() <= SHORTEST - 1 || !Character.isLetter(folded.charAt(folded.length() - 1))) {
            return folded;
        }
        if (umlaut && folded.endsWith("er") && folded.length() >= SHORTEST + 2) {
            return of(folded.substring(0, folded.length() - 2), false);
        }
        return withoutEnding(english(folded));
    }

    private String english(String folded) {
        try {
            word.next = folded;
            english.incrementToken();
            return stemmed.toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String withoutEnding(String word) {
        var length = word.length();
        if (word.endsWith("aux") && length > SHORTEST) {
            return word.substring(0, length - 3) + "al";
        }
        if ((word.endsWith("en") || word.endsWith("es")) && length >= SHORTEST + 2) {
            return word.substring(0, length - 2);
        }
        if ("aeios".indexOf(word.charAt(length - 1)) >= 0 && length > SHORTEST && !word.endsWith("ss")) {
            return word.substring(0, length - 1);
        }
        return word;
    }

    /** A stream of whatever word is next. */
    private static final class OneWord extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private String next = "";

        @Override
        public boolean incrementToken() {
            clearAttributes();
            term.append(next);
            return true;
        }
    }
}
