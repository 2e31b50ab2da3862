package souk.gateway.caching;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

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

    /** As {@link #answer}, with the signs of an answer that may be out of date. */
    Future<Void> answerStale(Entry entry, Duration age) {
        Staleness.mark(request.response().headers(), age);
        return answer(entry);
    }
}
