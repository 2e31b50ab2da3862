package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.function.UnaryOperator;
import souk.gateway.discovery.Upstream;
import souk.gateway.discovery.Upstreams;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.resilience.Repeating;
import souk.gateway.routing.Route;
import souk.shared.bus.Deadline;
import souk.shared.http.RequestTrace;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.resilience.RetryBudget;

/** Passes requests on to instances and their answers back. Confined to one event loop. */
public final class Forwarder {

    private static final String TOKEN_REFUSED = "\"code\":\"" + ProblemCode.UNAUTHENTICATED.code() + "\"";
    private static final int CONNECT_MILLIS = 500;
    private static final int IDLE_SECONDS = 60;
    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int RESPONSE_HEADER_BYTES = 32 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Upstreams upstreams;
    private final Vouching vouching;
    private final RetryBudget budget;
    private final Uploading uploading;
    private final GatewayMetrics metrics;

    public Forwarder(Vertx vertx, Pool pool, Upstreams upstreams, Vouching vouching, GatewayMetrics metrics) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.vouching = vouching;
        this.metrics = metrics;
        this.budget = new RetryBudget(System::nanoTime);
        this.client = vertx.createHttpClient(
                pool.transport.apply(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setMaxHeaderSize(RESPONSE_HEADER_BYTES)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)),
                new PoolOptions().setHttp1MaxSize(pool.connections()).setMaxWaitQueueSize(pool.waiting()));
        this.uploading = new Uploading(vertx, client, upstreams, metrics);
    }

    /**
     * How much one instance may get of us at a time.
     *
     * @param connections open to one instance
     * @param waiting requests that wait for one of them
     * @param transport what they are besides what all are
     */
    public record Pool(int connections, int waiting, UnaryOperator<HttpClientOptions> transport) {

        /** Over plain connections. */
        public Pool(int connections, int waiting) {
            this(connections, waiting, UnaryOperator.identity());
        }

        /** @param secured what more the connections are to be */
        public Pool over(UnaryOperator<HttpClientOptions> secured) {
            return new Pool(connections, waiting, secured);
        }
    }

    /** An instance's answer; fails with a refusal when nobody can be asked. */
    public Future<Reply> forward(
            HttpServerRequest request, Route route, Buffer body, RequestTrace trace, Deadline deadline) {
        budget.earn();
        return vouching.headers(request, trace)
                .compose(headers -> ask(request, route, body, headers, deadline))
                .compose(reply -> !route.once() && refusesTheToken(reply) && vouching.canAskAgain(request)
                        ? vouching.headers(request, trace)
                                .compose(headers -> ask(request, route, body, headers, deadline))
                        : Future.succeededFuture(reply));
    }

    /**
     * What an instance answers to a GET of the gateway's own. It does not end when the client goes, because others may
     * wait for it as well.
     *
     * @param uri path and query as the service knows them
     * @param occasion the client's request because of which this is asked
     */
    public Future<Reply> fetch(
            Route route, String uri, HttpServerRequest occasion, RequestTrace trace, Deadline deadline) {
        budget.earn();
        var headers = vouching.ownHeaders(occasion, trace);
        var outgoing = new OutgoingRequest(HttpMethod.GET, uri, headers, Buffer.buffer());
        return begin(new Exchange(this, route.service(), outgoing, Repeating.READ, deadline));
    }

    /**
     * Passes a body on as it comes: to one instance, once. Gives that instance's answer, which may come before the whole
     * body has; fails with a refusal if there is none.
     */
    public Future<Reply> upload(HttpServerRequest request, Route route, RequestTrace trace) {
        return vouching.headers(request, trace).compose(headers -> uploading.pass(request, route, headers));
    }

    /** Other things than a token are wrong at times, such as the password of a log-in; that is tried once only. */
    private static boolean refusesTheToken(Reply reply) {
        return reply.status() == ProblemCode.UNAUTHENTICATED.status()
                && reply.body().toString().contains(TOKEN_REFUSED);
    }

    private Future<Reply> ask(
            HttpServerRequest request, Route route, Buffer body, MultiMap headers, Deadline deadline) {
        var asked = Repeating.of(request.method(), headers.get("idempotency-key"));
        var repeating = route.once() ? Repeating.NEVER : route.slow() ? asked.onSlowRoute() : asked;
        var uri = route.rewrite(request.query() == null ? request.path() : request.path() + "?" + request.query());
        var outgoing = new OutgoingRequest(request.method(), uri, headers, body);
        var exchange = new Exchange(this, route.service(), outgoing, repeating, deadline);
        request.response().closeHandler(closed -> exchange.clientGone());
        return begin(exchange);
    }

    private Future<Reply> begin(Exchange exchange) {
        return upstreams
                .breaker(exchange.service())
                .call(exchange::begin, ended -> exchange.ending(), () -> resting(exchange.service()));
    }

    static Refusal resting(String service) {
        return Problem.of(ProblemCode.UNAVAILABLE, "No instance of " + service + " has answered lately.")
                .with("retryAfter", 1)
                .refusal();
    }

    public Future<Void> close() {
        return client.close();
    }

    Upstreams upstreams() {
        return upstreams;
    }

    RetryBudget budget() {
        return budget;
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    Attempt attempt(Upstream upstream, OutgoingRequest outgoing) {
        return new Attempt(vertx, client, upstream, outgoing);
    }

    void after(long millis, Runnable action) {
        vertx.setTimer(millis, tick -> action.run());
    }
}
