package souk.shared.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import souk.shared.config.Secret;

/**
 * Proves to another service of the cluster on whose behalf a call is made: HMAC-SHA-256 under the cluster key over the
 * caller, the address and the request id, so that a seal cannot be moved to another call.
 */
public final class CallerSeal {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;

    public CallerSeal(byte[] key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** @param key base64, at least 32 bytes */
    public static CallerSeal of(Secret key) {
        return new CallerSeal(Base64.getDecoder().decode(key.value()));
    }

    /** @param caller its JSON as it is sent */
    public String seal(String caller, String address, String requestId) {
        return Base64.getEncoder().encodeToString(mac(caller, address, requestId));
    }

    /** Takes as long for a nearly right seal as for a wrong one. */
    public boolean isGenuine(String seal, String caller, String address, String requestId) {
        if (seal == null || caller == null || requestId == null) {
            return false;
        }
        try {
            return MessageDigest.isEqual(Base64.getDecoder().decode(seal), mac(caller, address, requestId));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private byte[] mac(String... parts) {
        try {
            var mac = (Mac) prototype.clone();
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
