package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import souk.gateway.discovery.Upstream;
import souk.gateway.forwarding.AttemptFailure.Kind;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.Route;
import souk.shared.http.HttpApi;

/**
 * One body on its way to one instance, no faster than that takes it. Who sends too little is found out by the instance;
 * here the time begins to count when the body is complete.
 */
final class UploadAttempt {

    private static final long CONNECT_MILLIS = 2_000;
    private static final long ANSWER_MILLIS = 10_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final Upstream upstream;
    private final HttpServerRequest incoming;
    private final Promise<Reply> reply = Promise.promise();
    private final Runnable loss = () -> fail(new AttemptFailure(Kind.LOST, null));
    private HttpClientRequest outgoing;
    private boolean answering;

    UploadAttempt(Vertx vertx, HttpClient client, Upstream upstream, HttpServerRequest incoming) {
        this.vertx = vertx;
        this.client = client;
        this.upstream = upstream;
        this.incoming = incoming;
    }

    /** Fails with {@link AttemptFailure}, or with a refusal for a body that is wrongly framed. */
    Future<Reply> run(Route route, MultiMap headers) {
        upstream.begun(loss);
        client.request(options(route))
                .onSuccess(connected -> send(connected, headers))
                .onFailure(refused -> fail(new AttemptFailure(
                        refused instanceof ConnectionPoolTooBusyException ? Kind.CROWDED : Kind.UNSENT, refused)));
        return reply.future().onComplete(done -> upstream.ended(loss));
    }

    private RequestOptions options(Route route) {
        var member = upstream.member();
        return new RequestOptions()
                .setHost(member.host())
                .setPort(member.httpPort())
                .setMethod(incoming.method())
                .setURI(route.rewrite(
                        incoming.query() == null ? incoming.path() : incoming.path() + "?" + incoming.query()))
                .setConnectTimeout(CONNECT_MILLIS);
    }

    private void send(HttpClientRequest connected, MultiMap headers) {
        outgoing = connected.exceptionHandler(this::broken);
        outgoing.headers().addAll(headers).set(HttpApi.DEADLINE_HEADER, Long.toString(HttpApi.DEADLINE_MILLIS));
        var length = incoming.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            outgoing.setChunked(true);
        } else {
            outgoing.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
        var pipe = incoming.pipe().endOnFailure(false).endOnSuccess(true);
        StrictHttp.onFault(incoming, problem -> fail(problem.refusal()));
        incoming.response().closeHandler(gone -> fail(new AttemptFailure(Kind.ABANDONED, null)));
        outgoing.response().onSuccess(response -> receive(response, pipe)).onFailure(this::broken);
        pipe.to(outgoing)
                .onSuccess(sent -> vertx.setTimer(ANSWER_MILLIS, late -> fail(new AttemptFailure(Kind.LATE, null))))
                .onFailure(cause -> {
                    if (!answering) {
                        broken(cause);
                    }
                });
    }

    /** It may have made up its mind before the end of the body; then it gets no more of it. */
    private void receive(HttpClientResponse response, Pipe<Buffer> pipe) {
        answering = true;
        response.exceptionHandler(this::broken);
        response.body()
                .onSuccess(body -> {
                    pipe.close();
                    reply.tryComplete(new Reply(response.statusCode(), response.headers(), body, null));
                    if (!incoming.isEnded()) {
                        outgoing.reset();
                    }
                })
                .onFailure(this::broken);
    }

    private void broken(Throwable cause) {
        fail(new AttemptFailure(Kind.BROKEN, cause));
    }

    private void fail(Throwable cause) {
        if (reply.tryFail(cause) && outgoing != null) {
            outgoing.reset();
        }
    }
}
