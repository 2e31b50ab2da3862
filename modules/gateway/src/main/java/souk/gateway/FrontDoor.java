package souk.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.RequestPath;
import souk.gateway.routing.Route;
import souk.gateway.routing.RoutingTable;
import souk.shared.http.ProblemResponse;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** Takes every request: refuses what is not sound, answers what is the gateway's own, passes on the rest. */
final class FrontDoor {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final Vertx vertx;
    private final RoutingTable routes;
    private final OwnPages pages;
    private final Forwarder forwarder;
    private final GatewayMetrics metrics;
    private boolean leaving;

    FrontDoor(Vertx vertx, RoutingTable routes, OwnPages pages, Forwarder forwarder, GatewayMetrics metrics) {
        this.vertx = vertx;
        this.routes = routes;
        this.pages = pages;
        this.forwarder = forwarder;
        this.metrics = metrics;
    }

    /** From now on every connection ends with its next answer, so that clients go to another gateway. */
    void leave() {
        leaving = true;
    }

    void handle(HttpServerRequest request) {
        var visit = new Visit(request, metrics);
        if (leaving) {
            visit.closeAfterAnswer();
        }
        try {
            StrictHttp.faultOf(request).ifPresent(fault -> {
                visit.closeAfterAnswer();
                throw fault.refusal();
            });
            admit(visit);
        } catch (Refusal refusal) {
            refuse(visit, refusal);
        }
    }

    private void admit(Visit visit) {
        var request = visit.request();
        requireMethod(visit);
        if (request.uri().equals("*")) {
            visit.label("server");
            allow(request, ALLOW);
            return;
        }
        RequestPath.requireCanonical(request.path());
        var page = pages.find(request.path(), request.getHeader(HttpHeaders.ACCEPT));
        if (page.isPresent()) {
            visit.label("page");
            show(request, page.get());
        } else {
            passOn(visit, routes.find(request.path()).orElseThrow(FrontDoor::notFound));
        }
    }

    private static void requireMethod(Visit visit) {
        if (!METHODS.contains(visit.request().method())) {
            visit.closeAfterAnswer();
            throw methodNotAllowed("This method is not known here.", ALLOW);
        }
    }

    private static void show(HttpServerRequest request, OwnPages.Page page) {
        var method = request.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            allow(request, "GET, HEAD, OPTIONS");
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            var response = request.response();
            page.headers().forEach(response::putHeader);
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(page.body().length()));
            response.end(page.body());
        } else {
            throw methodNotAllowed("This page can only be read.", "GET, HEAD, OPTIONS");
        }
    }

    private void passOn(Visit visit, Route route) {
        var request = visit.request();
        visit.label(route.target());
        if (request.method().equals(HttpMethod.POST) && routes.takesUploads(request.path())) {
            passOnAsItComes(visit, route);
            return;
        }
        var body = StrictHttp.body(vertx, request);
        if (!body.isComplete()) {
            invite(request);
        }
        body.onFailure(broken -> visit.closeAfterAnswer())
                .compose(read -> forwarder.forward(request, route, read, visit.trace()))
                .onFailure(failure -> refuse(visit, failure));
    }

    private void passOnAsItComes(Visit visit, Route route) {
        var request = visit.request().pause();
        invite(request);
        forwarder
                .upload(request, route, visit.trace())
                .onSuccess(reply -> {
                    if (!request.isEnded()) {
                        visit.closeAfterAnswer();
                    }
                })
                .compose(reply -> forwarder.answer(request, reply))
                .onFailure(failure -> refuse(visit, failure));
    }

    /** The client asked to be told before it sends the body, and its headers are all right (RFC 9110, section 10.1.1). */
    private static void invite(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1
                && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private static void refuse(Visit visit, Throwable failure) {
        var request = visit.request();
        if (request.response().closed()) {
            return;
        }
        if (!request.isEnded() && hasBody(request)) {
            visit.closeAfterAnswer();
        }
        ProblemResponse.send(request, ProblemResponse.problemOf(failure, visit.trace()), visit.trace());
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void allow(HttpServerRequest request, String methods) {
        request.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ALLOW, methods)
                .end(Buffer.buffer());
    }

    private static Refusal methodNotAllowed(String detail, String allow) {
        return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, detail)
                .with("allow", allow)
                .refusal();
    }

    private static Refusal notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.").refusal();
    }
}
