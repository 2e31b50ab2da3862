package souk.products.catalog;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names that can stand in an address: lower-case letters and digits in groups, with hyphens in between. */
final class Slug {

    static final int MAX = 200;
    static final Pattern VALID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final int ID_DIGITS = 8;

    private Slug() {}

    /** What of the name can be in a slug, its accents folded, and the last digits of the id, which tell namesakes apart. */
    static String of(String name, UUID id) {
        var digits = id.toString();
        var tail = digits.substring(digits.length() - ID_DIGITS);
        var words = OTHERS.matcher(folded(name)).replaceAll("-");
        var head = words.substring(words.startsWith("-") ? 1 : 0);
        head = head.substring(0, Math.min(head.length(), MAX - ID_DIGITS - 1));
        head = head.endsWith("-") ? head.substring(0, head.length() - 1) : head;
        return head.isEmpty() ? tail : head + "-" + tail;
    }

    private static String folded(String name) {
        var letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return letters.replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("ł", "l")
                .replace("þ", "th")
                .replace("ı", "i");
    }
}
