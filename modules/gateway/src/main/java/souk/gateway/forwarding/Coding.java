package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import souk.gateway.compression.Gzip;

/** Which answers of services are compressed on their way out: what was read, in full, from a plain GET or HEAD. */
final class Coding {

    private Coding() {}

    /** Whether another client could get another representation of it. */
    static boolean maySuit(HttpServerRequest request, Reply reply) {
        var method = request.method();
        return (reply.status() == 200 && Gzip.isText(reply.headers().get(HttpHeaders.CONTENT_TYPE))
                        || reply.status() == 304)
                && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && !reply.headers().contains(HttpHeaders.CONTENT_ENCODING);
    }

    /** Whether this client gets the coded one. A 304 speaks of the representation that the client has. */
    static boolean suits(HttpServerRequest request, Reply reply) {
        if (reply.status() == 304) {
            return Gzip.isTagged(request.getHeader(HttpHeaders.IF_NONE_MATCH));
        }
        return reply.whole() && Gzip.pays(length(request, reply)) && Gzip.isAcceptedBy(request);
    }

    static Future<Void> write(HttpServerRequest request, Reply reply) {
        var response = request.response();
        var headers = response.headers();
        if (reply.status() == 304) {
            Gzip.markTag(headers);
            return response.end();
        }
        Gzip.mark(headers);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        if (request.method().equals(HttpMethod.HEAD)) {
            return response.end();
        }
        return response.end(Gzip.compress(reply.body()));
    }

    private static long length(HttpServerRequest request, Reply reply) {
        if (!request.method().equals(HttpMethod.HEAD)) {
            return reply.body().length();
        }
        var length = reply.headers().get(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
