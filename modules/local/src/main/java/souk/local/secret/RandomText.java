package souk.local.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;

/** Secrets nobody chose. */
final class RandomText {
    /** Letters and digits that are not mistaken for one another. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** 24 letters and digits, 139 bits; safe in a shell, a URL and a connection string. */
    static String password() {
        return RANDOM.ints(24, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }

    /** 32 bytes in base64. */
    static String key() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
