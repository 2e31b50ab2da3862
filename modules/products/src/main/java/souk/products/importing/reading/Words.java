package souk.products.importing.reading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of another shop in the form in which ours have them. The same name always becomes the same. */
final class Words {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern UNFIT_IN_SKU = Pattern.compile("[\\s\\p{C}\\p{Z}]+");
    private static final int MAX_KEY = 64;
    private static final int MAX_SKU = 64;
    private static final int HASH_DIGITS = 10;

    private Words() {}

    /** Lower-case letters and digits of ASCII, joined by hyphens; empty if nothing of the name can be written so. */
    static String slug(String name) {
        var plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("ø", "o")
                .replace("ł", "l");
        return withoutHyphens(NO_LETTERS.matcher(plain).replaceAll("-"));
    }

    private static String withoutHyphens(String text) {
        var from = text.startsWith("-") ? 1 : 0;
        var to = text.endsWith("-") ? text.length() - 1 : text.length();
        return from < to ? text.substring(from, to) : "";
    }

    /** @return empty if nothing of the name can be a key */
    static String key(String name) {
        var key = slug(name.replaceAll("(?<=[a-z])(?=[A-Z])", "-"));
        return key.length() <= MAX_KEY ? key : withoutHyphens(key.substring(0, MAX_KEY));
    }

    /** Without blanks, and no longer than a SKU may be: of a longer one the end is a hash of it all. */
    static String sku(String text) {
        var sku = UNFIT_IN_SKU.matcher(text.strip()).replaceAll("-");
        return sku.codePointCount(0, sku.length()) <= MAX_SKU
                ? sku
                : sku.substring(0, sku.offsetByCodePoints(0, MAX_SKU - HASH_DIGITS - 1)) + "-" + hash(text);
    }

    static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
