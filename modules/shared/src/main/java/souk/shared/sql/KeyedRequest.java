package souk.shared.sql;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import souk.shared.http.ApiRequest;

/**
 * A request that carries an Idempotency-Key.
 *
 * @param caller scope of the key: the user's id, or the hash of the body where nobody is logged in
 * @param route method and path pattern, the other half of the scope
 * @param hash SHA-256 of what was asked; the same key with another hash is refused
 * @param instance path for the problem that a refusal becomes, or null
 * @param traceId for the same, or null
 */
public record KeyedRequest(String caller, String route, String key, byte[] hash, String instance, String traceId) {

    public KeyedRequest {
        hash = hash.clone();
    }

    public KeyedRequest(String caller, String route, String key, byte[] hash) {
        this(caller, route, key, hash, null, null);
    }

    /** @param path the path with its ids, which are part of what was asked; the body may be null */
    public static KeyedRequest of(String caller, String route, String key, String path, Buffer body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            if (body != null) {
                digest.update(body.getBytes());
            }
            return new KeyedRequest(caller, route, key, digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Names the request in what is kept, if it is the first with its key and refused. */
    public KeyedRequest askedIn(ApiRequest request) {
        return new KeyedRequest(
                caller, route, key, hash, request.path(), request.context().traceId());
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }
}
