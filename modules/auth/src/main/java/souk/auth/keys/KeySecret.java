package souk.auth.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The service's one secret, from which every use gets a key of its own. */
public final class KeySecret {

    public static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    /** @throws IllegalArgumentException for fewer than {@link #BYTES} */
    public KeySecret(byte[] secret) {
        if (secret.length < BYTES) {
            throw new IllegalArgumentException("must have at least " + BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    /** 32 bytes that tell nothing about the secret or about the key for another purpose. */
    public byte[] keyFor(String purpose) {
        return hmac(secret, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 of the data under the key for that purpose. */
    public byte[] fingerprint(String purpose, byte[] data) {
        return hmac(keyFor(purpose), data);
    }

    @Override
    public String toString() {
        return "***";
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
