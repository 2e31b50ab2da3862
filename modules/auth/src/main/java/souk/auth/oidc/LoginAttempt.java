package souk.auth.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A log-in that somebody has begun.
 *
 * @param state comes back with the provider's answer
 * @param cookie comes back from the browser that began it, and from no other
 * @param nonce comes back in the ID token
 * @param verifier is shown to the provider with the code (RFC 7636)
 */
record LoginAttempt(String provider, String state, String cookie, String nonce, String verifier) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int BYTES = 32;

    static LoginAttempt begin(String provider) {
        return new LoginAttempt(provider, random(), random(), random(), random());
    }

    /** The S256 challenge for the verifier. */
    String challenge() {
        return BASE64.encodeToString(sha256(verifier));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "an attempt to log in at " + provider;
    }
}
