package souk.auth.apikey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import souk.shared.security.CredentialExchange;

/**
 * What is shown once and never kept: {@code souk_<id>_<secret>}, the id as 32 hexadecimal digits, the secret 256 random
 * bits in base64url. The beginning lets scanners of repositories and logs find keys that leaked.
 */
record ApiKeySecret(UUID id, String secret) {

    private static final int ID_DIGITS = 32;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiKeySecret of(UUID id) {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new ApiKeySecret(id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty for what cannot be a key. */
    static Optional<ApiKeySecret> parse(String key) {
        var prefix = CredentialExchange.API_KEY.length();
        if (!key.startsWith(CredentialExchange.API_KEY)
                || key.length() != prefix + ID_DIGITS + 1 + SECRET_LENGTH
                || key.charAt(prefix + ID_DIGITS) != '_') {
            return Optional.empty();
        }
        try {
            var high = HexFormat.fromHexDigitsToLong(key, prefix, prefix + ID_DIGITS / 2);
            var low = HexFormat.fromHexDigitsToLong(key, prefix + ID_DIGITS / 2, prefix + ID_DIGITS);
            return Optional.of(new ApiKeySecret(new UUID(high, low), key.substring(prefix + ID_DIGITS + 1)));
        } catch (IllegalArgumentException noDigits) {
            return Optional.empty();
        }
    }

    /** The whole key, to be shown to its maker. */
    String shown() {
        return CredentialExchange.API_KEY + id.toString().replace("-", "") + "_" + secret;
    }

    /** SHA-256; enough, because nobody can guess 256 random bits. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "secret of API key " + id;
    }
}
