package souk.products.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.function.Consumer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Takes text apart into words, by the Unicode rules for word boundaries. Not thread-safe. */
final class Words {

    /** A longer word is several. */
    static final int LONGEST = 64;

    private final StandardTokenizer tokenizer = new StandardTokenizer();
    private final CharTermAttribute found = tokenizer.getAttribute(CharTermAttribute.class);
    private final SimpleForm simple = new SimpleForm();

    Words() {
        tokenizer.setMaxTokenLength(LONGEST);
    }

    /** @param each is told every word, in order */
    void of(String text, Consumer<Word> each) {
        try (var reader = new StringReader(Normalizer.normalize(text, Normalizer.Form.NFC))) {
            tokenizer.setReader(reader);
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                var written = found.toString();
                var folded = Folding.fold(written);
                each.accept(new Word(folded, simple.of(folded, hasUmlaut(written))));
            }
            tokenizer.end();
            tokenizer.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static boolean hasUmlaut(String written) {
        return written.chars().anyMatch(c -> "äöüÄÖÜ".indexOf(c) >= 0);
    }
}
