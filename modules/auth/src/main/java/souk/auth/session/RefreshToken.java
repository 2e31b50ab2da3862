package souk.auth.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import souk.auth.keys.KeySecret;

/**
 * What a client gets its next access token with: a prefix by which scanners of leaked secrets find it, and 32 bytes in
 * base64url. Only its hash is stored.
 */
record RefreshToken(String value) {

    static final String PREFIX = "soukr_";

    private static final String PURPOSE = "souk auth refresh tokens v1";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** Always the same for the same token, so that an answer that was lost can be given again. */
    RefreshToken successor(KeySecret secret) {
        return of(secret.fingerprint(PURPOSE, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** SHA-256; the token is random, so that nothing slower is needed. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "***";
    }

    private static RefreshToken of(byte[] bytes) {
        return new RefreshToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
