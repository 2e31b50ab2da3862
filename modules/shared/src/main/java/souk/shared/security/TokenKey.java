package souk.shared.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * A public key as a JSON Web Key (RFC 7517).
 *
 * @param n the modulus, big-endian in base64url
 * @param e the exponent, likewise
 */
public record TokenKey(String kid, String kty, String use, String alg, String n, String e) {

    public static final String ALGORITHM = "RS256";
    public static final int MIN_BITS = 2_048;

    /** Named by its thumbprint (RFC 7638), so that equal keys have equal names everywhere. */
    public static TokenKey of(RSAPublicKey key) {
        var modulus = base64(key.getModulus());
        var exponent = base64(key.getPublicExponent());
        return new TokenKey(thumbprint(modulus, exponent), "RSA", "sig", ALGORITHM, modulus, exponent);
    }

    /** Empty unless this is an RSA key of at least {@link #MIN_BITS} for signatures with RS256. */
    @JsonIgnore
    public Optional<RSAPublicKey> publicKey() {
        var meantForTokens = "RSA".equals(kty) && "sig".equals(use) && ALGORITHM.equals(alg);
        if (!meantForTokens || kid == null || kid.isBlank() || n == null || e == null) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var spec = new RSAPublicKeySpec(new BigInteger(1, decoder.decode(n)), new BigInteger(1, decoder.decode(e)));
            return Optional.of((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec))
                    .filter(key -> key.getModulus().bitLength() >= MIN_BITS);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static String thumbprint(String modulus, String exponent) {
        var canonical = "{\"e\":\"" + exponent + "\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\"}";
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        var skip = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
    }
}
