package souk.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An answer ready to be written.
 *
 * @param tag a strong entity tag
 */
public record Page(Map<String, String> headers, String tag, Buffer body) {

    private static final String FRESH = "public, max-age=300";

    /** @param policy the content security policy */
    static Page of(String type, String policy, Buffer body) {
        var headers = Map.of("content-type", type, "content-security-policy", policy, "cache-control", FRESH);
        return new Page(headers, tagOf(body), body);
    }

    /** One of several under an address, told apart by {@code Accept}. */
    Page amongOthers() {
        var more = new HashMap<>(headers);
        more.put("vary", "accept");
        return new Page(Map.copyOf(more), tag, body);
    }

    /** By weak comparison (RFC 9110, section 13.1.2). */
    public boolean isAmong(String ifNoneMatch) {
        return ifNoneMatch != null
                && Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }

    private static String tagOf(Buffer body) {
        var hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(body.getBytes()));
        return '"' + hash.substring(0, 22) + '"';
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
