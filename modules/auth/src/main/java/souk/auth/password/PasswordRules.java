package souk.auth.password;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Which passwords are among the first that anybody would guess. There are no rules about kinds of characters; length is
 * checked elsewhere.
 */
public final class PasswordRules {

    private static final String SHOP = "souk";
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_PIECE = 4;
    private static final int LONGEST_DECORATION = 6;
    private static final int LEAST_OF_ITS_OWN = 6;

    private PasswordRules() {}

    /**
     * What is wrong with it, to be put after "the password"; empty if nothing is.
     *
     * @param names of its owner; an e-mail address counts up to its {@code @}; null ones do not count
     */
    public static Optional<String> complaint(String password, Collection<String> names) {
        var plain = plain(password);
        if (isCommon(plain)) {
            return Optional.of("is one of the most common ones, or close to one");
        }
        if (isMonotonous(plain)) {
            return Optional.of("is a short piece repeated or a row of neighbours");
        }
        return isMadeOf(plain, names)
                ? Optional.of("is made of the user name, the e-mail address or the name of the shop")
                : Optional.empty();
    }

    /** As it is, or with a few digits and signs before and after it, or written several times over. */
    private static boolean isCommon(String plain) {
        var core = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        var decorated = !core.isEmpty() && plain.length() - core.length() <= LONGEST_DECORATION;
        return CommonPasswords.contains(plain)
                || decorated && CommonPasswords.contains(core)
                || CommonPasswords.contains(plain.substring(0, period(plain)));
    }

    private static boolean isMonotonous(String plain) {
        return period(plain) <= Math.min(LONGEST_PIECE, plain.length() / 2) || isRow(plain, 1) || isRow(plain, -1);
    }

    private static boolean isRow(String plain, int step) {
        for (var at = 1; at < plain.length(); at++) {
            var before = plain.charAt(at - 1);
            var wraps = Character.isDigit(before) && (before - '0' + step + 10) % 10 == plain.charAt(at) - '0';
            if (plain.charAt(at) != before + step && !wraps) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMadeOf(String plain, Collection<String> names) {
        var rest = plain.replace(SHOP, "");
        for (var name : names.stream().filter(Objects::nonNull).toList()) {
            var known = plain(name.replaceAll("@.*", ""));
            if (known.length() >= SHORTEST_NAME) {
                rest = rest.replace(known, "");
            }
        }
        if (rest.length() == plain.length()) {
            return false;
        }
        var own = rest.replaceAll("[^\\p{L}\\p{N}]", "");
        return own.length() < LEAST_OF_ITS_OWN || CommonPasswords.contains(own) || isRow(own, 1) || isRow(own, -1);
    }

    /** The length of the shortest piece that gives the whole when it is repeated, the last time perhaps in part. */
    private static int period(String text) {
        for (var length = 1; length < text.length(); length++) {
            if (text.startsWith(text.substring(length))) {
                return length;
            }
        }
        return text.length();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
