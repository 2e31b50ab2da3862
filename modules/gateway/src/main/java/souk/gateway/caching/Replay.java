package souk.gateway.caching;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Writes an answer from memory, as the service would write it for this request. */
final class Replay {

    private Replay() {}

    static Future<Void> write(HttpServerRequest request, Entry entry, boolean notModified) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        var headers = response.headers();
        for (var header : entry.headers()) {
            if (!notModified || !header.ofBody()) {
                headers.add(header.name(), header.value());
            }
        }
        if (notModified) {
            return response.setStatusCode(304).end();
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            headers.set(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(entry.body().length()));
            return response.end();
        }
        return response.end(entry.body());
    }
}
