package souk.gateway.caching;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import souk.gateway.compression.Gzip;

/** Writes an answer from memory, as the service would write it for this request. */
final class Replay {

    private Replay() {}

    private static Buffer body(HttpServerRequest request, Entry entry) {
        if (entry.compressed() == null || !Gzip.isAcceptedBy(request)) {
            return entry.body();
        }
        Gzip.mark(request.response().headers());
        return entry.compressed().body();
    }

    private static Future<Void> end(HttpServerRequest request, Buffer body) {
        var response = request.response();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            return response.end();
        }
        return response.end(body);
    }

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
            if (Gzip.isTagged(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
                Gzip.markTag(headers);
            }
            return response.setStatusCode(304).end();
        }
        return end(request, body(request, entry));
    }
}
