package souk.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import souk.gateway.caching.Origin;
import souk.gateway.caching.ReadCache;
import souk.gateway.deprecation.Deprecations;
import souk.gateway.forwarding.AnswerRelay;
import souk.gateway.forwarding.NoRoom;
import souk.gateway.forwarding.Reply;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.Route;
import souk.gateway.routing.RoutingTable;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** The way of a request to a service and of the answer back, with the memory of answers beside it. */
final class Passage {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Services whose answers are about accounts and keys, and are never compressed. */
    private static final Set<String> PLAIN = Set.of("auth");

    private final Vertx vertx;
    private final RoutingTable routes;
    private final Services services;
    private final ReadCache reads;
    private final Deprecations deprecations;

    Passage(Vertx vertx, RoutingTable routes, Services services, ReadCache reads, Deprecations deprecations) {
        this.vertx = vertx;
        this.routes = routes;
        this.services = services;
        this.reads = reads;
        this.deprecations = deprecations;
    }

    /** Null if the request is not one that memory may answer; else as {@link #through}. */
    Future<Void> fromMemory(Visit visit) {
        var read = reads.read(visit.request());
        if (read.isEmpty()) {
            return null;
        }
        visit.label(read.get().label());
        deprecations.announce(visit.request());
        return reads.answer(read.get(), new Way(visit));
    }

    /** Completes when the answer is written; fails with nothing written. Throws a refusal if no service is there for it. */
    Future<Void> through(Visit visit) {
        var request = visit.request();
        var route = route(request.path());
        visit.label(route.target());
        deprecations.announce(request);
        var reply = request.method().equals(HttpMethod.POST) && routes.takesUploads(request.path())
                ? upload(visit, route)
                : forward(visit, route);
        return reply.onComplete(ended -> noteChange(request, route, ended.cause()))
                .compose(answer -> PLAIN.contains(route.service())
                        ? AnswerRelay.writePlain(request, answer)
                        : AnswerRelay.write(request, answer));
    }

    /**
     * Takes a body that nobody will look at, if it is one that is there or about to come. Completes at once if there is
     * none; fails if it is better not waited for.
     */
    Future<Void> takeBody(Visit visit) {
        var request = visit.request();
        return request.headers().contains(HttpHeaders.EXPECT) || routes.takesUploads(request.path())
                ? Future.failedFuture("it has not been asked for")
                : StrictHttp.body(vertx, request).<Void>mapEmpty().onFailure(broken -> visit.closeAfterAnswer());
    }

    private Future<Reply> forward(Visit visit, Route route) {
        var request = visit.request();
        var body = StrictHttp.body(vertx, request);
        if (!body.isComplete()) {
            invite(request);
        }
        return body.onFailure(broken -> visit.closeAfterAnswer()).compose(read -> services.forward(visit, route, read));
    }

    /** The body is passed on as it comes; what of it nobody wants any more goes down with the connection. */
    private Future<Reply> upload(Visit visit, Route route) {
        var request = visit.request().pause();
        invite(request);
        return services.upload(visit, route).onSuccess(reply -> {
            if (!request.isEnded()) {
                visit.closeAfterAnswer();
            }
        });
    }

    /** Whatever the answer was: a change whose answer was lost may have happened all the same. */
    private void noteChange(HttpServerRequest request, Route route, Throwable failure) {
        if (!SAFE.contains(request.method()) && !NoRoom.isWhy(failure)) {
            reads.changed(route.rewrite(request.path()));
        }
    }

    private Route route(String path) {
        return routes.find(path).orElseThrow(Passage::notFound);
    }

    /** The client asked to be told before it sends the body, and its headers are all right (RFC 9110, section 10.1.1). */
    private static void invite(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_0
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private static Refusal notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.").refusal();
    }

    /** Of a read without a body. */
    private final class Way implements Origin {

        private final Visit visit;

        Way(Visit visit) {
            this.visit = visit;
        }

        @Override
        public Future<Reply> fetch(String uri) {
            return services.fetch(visit, route(visit.request().path()), uri);
        }

        @Override
        public Future<Reply> ask() {
            var request = visit.request();
            return services.forward(visit, route(request.path()), Buffer.buffer());
        }
    }
}
