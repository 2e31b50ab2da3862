package souk.shared.id;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The readable part of an address: small letters and digits of ASCII in words that hyphens join. */
public final class Slug {

    public static final int MAX_LENGTH = 200;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    private Slug() {}

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches();
    }

    /**
     * What is left of a name: {@code "Crème & Co."} becomes {@code creme-co}. Empty if nothing is, as of a name in
     * another script.
     *
     * @param longest at most {@link #MAX_LENGTH}
     */
    public static String of(String name, int longest) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        var letters = plain.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("þ", "th")
                .replace("ı", "i");
        var slug = trimmed(OTHERS.matcher(letters).replaceAll("-"));
        return slug.length() <= longest ? slug : trimmed(slug.substring(0, longest));
    }

    private static String trimmed(String slug) {
        var from = slug.startsWith("-") ? 1 : 0;
        var to = slug.endsWith("-") ? slug.length() - 1 : slug.length();
        return from < to ? slug.substring(from, to) : "";
    }
}
