package souk.gateway.caching;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** A request for what may be remembered. */
public record Read(HttpServerRequest request, Resource resource, Asked asked) {

    /** What it is counted under; of two. */
    public String label() {
        return resource.label();
    }

    /** Whether there is more to an answer than the resource. */
    boolean isConditional() {
        return asked.ifNoneMatch() != null || request.method().equals(HttpMethod.HEAD);
    }

    boolean hasAlready(Entry entry) {
        return asked.has(entry.etag());
    }

    Future<Void> answer(Entry entry) {
        return Replay.write(request, entry, hasAlready(entry));
    }
}
