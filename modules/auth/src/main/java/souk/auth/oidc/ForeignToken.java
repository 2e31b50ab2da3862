package souk.auth.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;

/**
 * A signed token of somebody else, taken apart and not yet believed.
 *
 * @param signed what the signature is over
 */
record ForeignToken(Claims header, Claims claims, byte[] signed, byte[] signature) {

    private static final int LONGEST = 16 * 1024;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** Header members that would let a token choose its own key, or that would have to be understood. */
    private static final List<String> DANGEROUS = List.of("crit", "jwk", "jku", "x5u", "x5c", "zip", "enc", "b64");

    /** Throws {@link Untrusted}. */
    static ForeignToken parse(String token) {
        Untrusted.unless(token.length() <= LONGEST, "it is too long");
        Untrusted.unless(COMPACT.matcher(token).matches(), "it is not a compact JWS");
        var parts = token.split("\\.");
        var header = json(parts[0]);
        DANGEROUS.forEach(name -> Untrusted.unless(!header.has(name), "header " + name));
        var signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new ForeignToken(new Claims(header), new Claims(json(parts[1])), signed, bytes(parts[2]));
    }

    /** Names the key that must have signed it. */
    String keyId() {
        return header.text("kid");
    }

    String algorithm() {
        return header.text("alg");
    }

    @Override
    public String toString() {
        return "a token";
    }

    private static JsonNode json(String part) {
        try {
            var json = StrictJson.parse(Buffer.buffer(bytes(part)));
            Untrusted.unless(json.isObject(), "it is not made of objects");
            return json;
        } catch (Refusal malformed) {
            throw new Untrusted("it is not made of JSON");
        }
    }

    private static byte[] bytes(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException malformed) {
            throw new Untrusted("it is not base64url");
        }
    }
}
