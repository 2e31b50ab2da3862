package souk.shared.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import souk.shared.json.WireJson;

/**
 * Writes JSON Web Signatures in their compact form (RFC 7515). Vert.x's own signer writes {@code typ: JWT} into every
 * header, which would make an access token look like any other.
 */
public final class CompactJws {

    /** The {@code typ} of an access token (RFC 9068): nothing else that we sign can be passed off as one. */
    public static final String ACCESS_TOKEN = "at+jwt";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private CompactJws() {}

    /** With RS256, whatever the header says. */
    public static String sign(Map<String, Object> header, Map<String, Object> claims, PrivateKey rsaKey) {
        var signed = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(rsaKey);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException("The key cannot sign with RS256.", unusable);
        }
    }

    static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return part(header) + "." + part(claims);
    }

    private static String part(Map<String, Object> json) {
        return BASE64.encodeToString(WireJson.write(json).getBytes());
    }
}
