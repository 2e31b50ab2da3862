package souk.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import souk.gateway.cors.CrossOrigin;
import souk.gateway.limiting.RateLimiter;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.page.Page;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.RequestPath;
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

    private final CrossOrigin origins;
    private final OwnPages pages;
    private final RateLimiter limits;
    private final Passage passage;
    private final GatewayMetrics metrics;
    private boolean leaving;

    FrontDoor(CrossOrigin origins, OwnPages pages, RateLimiter limits, Passage passage, GatewayMetrics metrics) {
        this.origins = origins;
        this.pages = pages;
        this.limits = limits;
        this.passage = passage;
        this.metrics = metrics;
    }

    /** From now on every connection ends with its next answer, so that clients go to another gateway. */
    void leave() {
        leaving = true;
    }

    void handle(HttpServerRequest request) {
        var visit = new Visit(request, metrics);
        if (leaving) {
            visit.endConnection();
        }
        try {
            StrictHttp.faultOf(request).ifPresent(fault -> {
                visit.closeAfterAnswer();
                throw fault.refusal();
            });
            origins.mark(request);
            if (origins.isPreflight(request)) {
                visit.label("preflight");
                origins.answerPreflight(request);
                return;
            }
            if (!pages.has(request.path()) && isOverItsLimit(visit)) {
                return;
            }
            var remembered = passage.fromMemory(visit);
            if (remembered != null) {
                finish(visit, remembered);
            } else {
                admit(visit);
            }
        } catch (Refusal refusal) {
            refuse(visit, refusal);
        }
    }

    /** If so, it has been refused. What it has sent along is read first, so that the connection can be used again. */
    private boolean isOverItsLimit(Visit visit) {
        try {
            limits.count(visit.request());
            return false;
        } catch (Refusal refusal) {
            visit.label("limited");
            passage.takeBody(visit).onComplete(taken -> refuse(visit, refusal));
            return true;
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
            finish(visit, passage.through(visit));
        }
    }

    private static void requireMethod(Visit visit) {
        if (!METHODS.contains(visit.request().method())) {
            visit.closeAfterAnswer();
            throw methodNotAllowed("This method is not known here.", ALLOW);
        }
    }

    private static void show(HttpServerRequest request, Page page) {
        var method = request.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            allow(request, "GET, HEAD, OPTIONS");
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            page.write(request);
        } else {
            throw methodNotAllowed("This page can only be read.", "GET, HEAD, OPTIONS");
        }
    }

    private static void finish(Visit visit, Future<Void> answered) {
        answered.onFailure(failure -> refuse(visit, failure));
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
}
