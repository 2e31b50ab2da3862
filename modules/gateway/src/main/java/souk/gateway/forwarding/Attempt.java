package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import souk.gateway.discovery.Upstream;
import souk.gateway.forwarding.AttemptFailure.Kind;

/**
 * One try on one instance. The answer is held until it is whole, so that an instance that dies in mid-answer is not
 * noticed; only one above {@link #HELD_BYTES} is let go on as it comes.
 */
final class Attempt {

    static final int HELD_BYTES = 1024 * 1024;

    /** What is made while it is sent. */
    private static final List<String> STREAMED = List.of("text/event-stream", "application/x-ndjson", "text/csv");

    private final Vertx vertx;
    private final HttpClient client;
    private final Upstream upstream;
    private final OutgoingRequest outgoing;
    private final Promise<Reply> reply = Promise.promise();
    private final Runnable loss = () -> fail(Kind.LOST, null);
    private HttpClientRequest request;
    private boolean streaming;

    Attempt(Vertx vertx, HttpClient client, Upstream upstream, OutgoingRequest outgoing) {
        this.vertx = vertx;
        this.client = client;
        this.upstream = upstream;
        this.outgoing = outgoing;
    }

    /** Fails with {@link AttemptFailure} only, at the latest after the patience. */
    Future<Reply> run(Duration patience, Duration deadline) {
        upstream.begun(loss);
        var late = vertx.setTimer(
                Math.max(1, patience.toMillis()), tick -> fail(request == null ? Kind.UNSENT : Kind.LATE, null));
        client.request(options(patience))
                .onSuccess(connected -> send(connected, deadline))
                .onFailure(refused ->
                        fail(refused instanceof ConnectionPoolTooBusyException ? Kind.CROWDED : Kind.UNSENT, refused));
        return reply.future().onComplete(done -> {
            vertx.cancelTimer(late);
            upstream.ended(loss);
        });
    }

    /** Nobody waits for the answer any more, or for the rest of it. */
    void abandon() {
        if (streaming) {
            request.reset();
        } else {
            fail(Kind.ABANDONED, null);
        }
    }

    /** Whether the answer has begun and is passed on as it comes. */
    boolean isStreaming() {
        return streaming;
    }

    private RequestOptions options(Duration patience) {
        var member = upstream.member();
        return new RequestOptions()
                .setHost(member.host())
                .setPort(member.httpPort())
                .setMethod(outgoing.method())
                .setURI(outgoing.uri())
                .setConnectTimeout(Math.max(1, patience.toMillis()));
    }

    private void send(HttpClientRequest connected, Duration deadline) {
        connected.exceptionHandler(broken -> fail(Kind.BROKEN, broken));
        if (reply.future().isComplete()) {
            connected.reset();
            return;
        }
        request = connected;
        outgoing.writeHeaders(request.headers(), deadline);
        var body = outgoing.body();
        (body.length() == 0 ? request.send() : request.send(body))
                .onSuccess(this::receive)
                .onFailure(broken -> fail(Kind.BROKEN, broken));
    }

    private void receive(HttpClientResponse response) {
        var held = Buffer.buffer();
        response.exceptionHandler(broken -> fail(Kind.BROKEN, broken));
        response.endHandler(ended -> reply.tryComplete(reply(response, held, null)));
        response.handler(chunk -> {
            held.appendBuffer(chunk);
            if (held.length() > HELD_BYTES) {
                letGo(response, held);
            }
        });
        if (isEndless(response)) {
            letGo(response, held);
        }
    }

    private void letGo(HttpClientResponse response, Buffer held) {
        response.pause().handler(null).endHandler(null);
        streaming = reply.tryComplete(reply(response, held, response));
        if (!streaming) {
            request.reset();
        }
    }

    private static boolean isEndless(HttpClientResponse response) {
        var type = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && STREAMED.stream().anyMatch(type::startsWith);
    }

    private static Reply reply(HttpClientResponse response, Buffer body, HttpClientResponse rest) {
        return new Reply(response.statusCode(), response.headers(), body, rest);
    }

    private void fail(Kind kind, Throwable cause) {
        if (reply.tryFail(new AttemptFailure(kind, cause)) && request != null) {
            request.reset();
        }
    }
}
