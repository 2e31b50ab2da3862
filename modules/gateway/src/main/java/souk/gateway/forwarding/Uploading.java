package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import souk.gateway.discovery.Upstream;
import souk.gateway.discovery.Upstreams;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.routing.Route;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.resilience.Ending;

/** Bodies of any size on their way to an instance. Only an instance that got nothing of it is followed by another. */
final class Uploading {

    private static final int AT_ONCE = 32;
    private static final int TRIES = 3;

    private final Vertx vertx;
    private final HttpClient client;
    private final Upstreams upstreams;
    private final GatewayMetrics metrics;
    private int underWay;

    Uploading(Vertx vertx, HttpClient client, Upstreams upstreams, GatewayMetrics metrics) {
        this.vertx = vertx;
        this.client = client;
        this.upstreams = upstreams;
        this.metrics = metrics;
    }

    Future<Reply> pass(HttpServerRequest request, Route route, MultiMap headers) {
        if (underWay >= AT_ONCE) {
            return Future.failedFuture(Problem.of(ProblemCode.BUSY, "Too many uploads are under way.")
                    .with("retryAfter", 5)
                    .refusal());
        }
        underWay++;
        return upstreams
                .breaker(route.service())
                .call(
                        () -> attempt(request, route, headers, new LinkedHashSet<>()),
                        ended -> ended.succeeded() ? Ending.ANSWERED : Ending.UNDECIDED,
                        () -> Forwarder.resting(route.service()))
                .onComplete(done -> underWay--);
    }

    private Future<Reply> attempt(HttpServerRequest request, Route route, MultiMap headers, Set<Upstream> tried) {
        var chosen = upstreams.choose(route.service(), tried, false);
        if (chosen.isEmpty()) {
            return Future.failedFuture(unavailable("No instance of " + route.service() + " is ready."));
        }
        var upstream = chosen.get();
        tried.add(upstream);
        var began = System.nanoTime();
        return new UploadAttempt(vertx, client, upstream, request)
                .run(route, headers)
                .onSuccess(reply -> {
                    upstream.answered();
                    metrics.tried(
                            route.service(),
                            Integer.toString(reply.status()),
                            Duration.ofNanos(System.nanoTime() - began));
                })
                .recover(failure -> failure instanceof AttemptFailure known
                        ? goOn(request, route, headers, tried, known)
                        : Future.failedFuture(failure));
    }

    private Future<Reply> goOn(
            HttpServerRequest request, Route route, MultiMap headers, Set<Upstream> tried, AttemptFailure failure) {
        return failure.kind().certainlyUnseen() && tried.size() < TRIES
                ? attempt(request, route, headers, tried)
                : Future.failedFuture(unavailable("The answer of " + route.service() + " did not come."));
    }

    private static Throwable unavailable(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).with("retryAfter", 1).refusal();
    }
}
