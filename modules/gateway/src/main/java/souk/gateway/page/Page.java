package souk.gateway.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import souk.gateway.compression.Compressed;
import souk.gateway.compression.Gzip;

/**
 * An answer ready to be written.
 *
 * @param tag a strong entity tag
 * @param compressed the body for who takes it so, or null if that is not worth it
 */
public record Page(Map<String, String> headers, String tag, Buffer body, Compressed compressed) {

    private static final String FRESH = "public, max-age=300";

    /** @param policy the content security policy */
    static Page of(String type, String policy, Buffer body) {
        var headers = Map.of("content-type", type, "content-security-policy", policy, "cache-control", FRESH);
        var pays = Gzip.isText(type) && body.length() >= Gzip.SMALLEST;
        return new Page(headers, tagOf(body), body, pays ? new Compressed(body) : null);
    }

    /** One of several under an address, told apart by {@code Accept}. */
    Page amongOthers() {
        var more = new HashMap<>(headers);
        more.put("vary", "accept");
        return new Page(Map.copyOf(more), tag, body, compressed);
    }

    /** For a GET or HEAD. */
    public void write(HttpServerRequest request) {
        var response = request.response();
        headers.forEach((name, value) -> {
            if (name.equals("vary")) {
                response.headers().add(name, value);
            } else {
                response.putHeader(name, value);
            }
        });
        response.putHeader(HttpHeaders.ETAG, tag);
        if (compressed != null) {
            Gzip.vary(response.headers());
        }
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (isAmong(Gzip.plainTags(known))) {
            if (Gzip.isTagged(known)) {
                Gzip.markTag(response.headers());
            }
            response.headers().remove(HttpHeaders.CONTENT_TYPE);
            response.setStatusCode(304).end();
            return;
        }
        var content = body;
        if (compressed != null && Gzip.isAcceptedBy(request)) {
            Gzip.mark(response.headers());
            content = compressed.body();
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
        response.end(content);
    }

    /** By weak comparison (RFC 9110, section 13.1.2). */
    private boolean isAmong(String ifNoneMatch) {
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
