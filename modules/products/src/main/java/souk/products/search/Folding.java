package souk.products.search;

import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Text as it is compared: in lower case, without accents, with one form for characters that have several. */
final class Folding {

    /** One character may become four, as in {@code ㈱}. */
    private static final int GROWTH = 4;

    private Folding() {}

    static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : foldAny(text);
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static String foldAny(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        var bare = new StringBuilder(decomposed.length());
        decomposed.chars().filter(c -> !isAccent(c)).forEach(c -> bare.append((char) c));
        var lower = bare.toString().toLowerCase(Locale.ROOT).toCharArray();
        var folded = new char[lower.length * GROWTH];
        var length = ASCIIFoldingFilter.foldToASCII(lower, 0, folded, 0, lower.length);
        return Normalizer.normalize(new String(folded, 0, length), Normalizer.Form.NFC);
    }

    private static boolean isAccent(int c) {
        return c >= 0x300 && c <= 0x36f;
    }
}
