package souk.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * An instance's answer.
 *
 * @param body all of it, or what came first of one that is too large to hold
 * @param rest null for a whole answer; else the paused response that goes on behind {@code body}
 */
public record Reply(int status, MultiMap headers, Buffer body, HttpClientResponse rest) {

    public boolean whole() {
        return rest == null;
    }

    /** All headers but those that stay on the connection to the instance. */
    public MultiMap headersForClient() {
        var passed = MultiMap.caseInsensitiveMultiMap();
        HeaderPassing.toClient(headers, passed);
        return passed;
    }
}
