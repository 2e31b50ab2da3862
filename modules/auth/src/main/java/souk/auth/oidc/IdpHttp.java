package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import souk.shared.problem.Trouble;

/**
 * Requests to identity providers. Each ends within {@link #PATIENCE}, reads at most {@link #LONGEST_ANSWER} bytes and
 * follows no redirect; whatever goes wrong is {@link Trouble}.
 */
public final class IdpHttp {

    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final int LONGEST_ANSWER = 256 * 1024;

    private static final int CONNECT_MILLIS = 1_000;
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 64;

    private final Vertx vertx;
    private final HttpClient client;

    public IdpHttp(Vertx vertx) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxHeaderSize(16 * 1024),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    record Reply(int status, Buffer body) {

        @Override
        public String toString() {
            return status + " with " + body.length() + " bytes";
        }
    }

    Future<Reply> get(String url) {
        return send(HttpMethod.GET, url, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }

    Future<Reply> post(String url, MultiMap headers, Form form) {
        headers.set("content-type", "application/x-www-form-urlencoded");
        return send(HttpMethod.POST, url, headers, Buffer.buffer(form.encoded()));
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<Reply> send(HttpMethod method, String url, MultiMap headers, Buffer body) {
        var outcome = Promise.<Reply>promise();
        var options = new RequestOptions().setMethod(method).setAbsoluteURI(url).setFollowRedirects(false);
        headers.set("accept", "application/json");
        options.setHeaders(headers);
        var timer = vertx.setTimer(
                PATIENCE.toMillis(), late -> outcome.tryFail(Trouble.because("no answer in time from " + url)));
        client.request(options)
                .compose(request -> exchange(request, body, outcome))
                .onSuccess(outcome::tryComplete)
                .onFailure(failure -> outcome.tryFail(
                        failure instanceof Trouble ? failure : new Trouble("no answer from " + url, failure)));
        return outcome.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Given up on when the outcome is decided without it. */
    private static Future<Reply> exchange(HttpClientRequest request, Buffer body, Promise<Reply> outcome) {
        if (outcome.future().isComplete()) {
            request.reset();
            return Future.failedFuture(Trouble.because("too late"));
        }
        outcome.future().onFailure(given -> request.reset());
        return request.send(body).compose(response -> read(request, response));
    }

    private static Future<Reply> read(HttpClientRequest request, HttpClientResponse response) {
        var whole = Promise.<Reply>promise();
        var content = Buffer.buffer();
        response.handler(chunk -> {
            if (content.length() + chunk.length() > LONGEST_ANSWER) {
                whole.tryFail(Trouble.because("an answer of more than " + LONGEST_ANSWER + " bytes"));
                request.reset();
            } else {
                content.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(broken -> whole.tryFail(new Trouble("the answer broke off", broken)));
        response.endHandler(end -> whole.tryComplete(new Reply(response.statusCode(), content)));
        return whole.future();
    }
}
