package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import souk.gateway.compression.Gzip;
import souk.gateway.protocol.StrictHttp;

/** Writes an instance's answer to the client. */
public final class AnswerRelay {

    private AnswerRelay() {}

    /** Of what may be compressed for who takes it so. */
    public static Future<Void> write(HttpServerRequest request, Reply reply) {
        return write(request, reply, true);
    }

    /** Of what may have a secret in it beside what somebody else wrote: its length must tell nothing (BREACH). */
    public static Future<Void> writePlain(HttpServerRequest request, Reply reply) {
        return write(request, reply, false);
    }

    private static Future<Void> write(HttpServerRequest request, Reply reply, boolean compressible) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(reply.status());
        HeaderPassing.toClient(reply.headers(), response.headers());
        if (compressible && Coding.maySuit(request, reply)) {
            Gzip.vary(response.headers());
            if (Coding.suits(request, reply)) {
                return Coding.write(request, reply);
            }
        }
        return reply.whole() ? writeWhole(request, reply) : writeOn(request, reply);
    }

    /** The length of an answer to HEAD, and of a 304, is that of the body that it stands for. */
    private static Future<Void> writeWhole(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (request.method().equals(HttpMethod.HEAD) || reply.status() == 304 || reply.status() == 204) {
            return response.end();
        }
        return response.end(reply.body());
    }

    /** If the rest does not come, the connection is cut, so that half an answer is not taken for a whole one. */
    private static Future<Void> writeOn(HttpServerRequest request, Reply reply) {
        var response = request.response();
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        if (reply.body().length() > 0) {
            response.write(reply.body());
        }
        return reply.rest().pipe().endOnFailure(false).to(response).recover(broken -> cut(request, response));
    }

    private static Future<Void> cut(HttpServerRequest request, HttpServerResponse response) {
        return response.ended() ? Future.succeededFuture() : StrictHttp.cut(request);
    }
}
