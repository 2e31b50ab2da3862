package souk.shared.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.security.Authenticator;
import souk.shared.security.Caller;

/**
 * The REST API of a service: routes with their rules, and around them everything that is the same for all: trace,
 * deadline, size and time limits of the body, authentication, HEAD, OPTIONS, 405, and problem+json for every failure.
 */
public final class HttpApi {

    /** How long a request may take in all, in milliseconds; a caller may ask for less by {@link #DEADLINE_HEADER}. */
    public static final long DEADLINE_MILLIS = 2_500;

    /** Milliseconds left, from the gateway. */
    public static final String DEADLINE_HEADER = "x-souk-deadline-ms";

    private static final int BODY_LIMIT = 64 * 1024;
    private static final long BODY_MILLIS = 10_000;
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);
    private static final String TRACE = "souk.trace";
    private static final String CALLER = "souk.caller";
    private static final String ROUTE = "souk.route";
    private static final String SLOW = "souk.slow";

    private final Vertx vertx;
    private final Authenticator authenticator;
    private final ClientAddress clientAddress;
    private final RefusalListener refusals;
    private final Map<String, Map<HttpMethod, Guarded>> routes = new LinkedHashMap<>();
    private final InFlight inFlight = new InFlight();
    private Duration uploadPatience = Upload.PATIENCE;

    private record Guarded(Rule rule, Endpoint endpoint, boolean upload) {}

    public HttpApi(Vertx vertx, Authenticator authenticator, ClientAddress clientAddress, RefusalListener refusals) {
        this.refusals = refusals;
        this.vertx = vertx;
        this.authenticator = authenticator;
        this.clientAddress = clientAddress;
    }

    /**
     * Throws {@link NullPointerException} for a route without a rule, which stops the start.
     *
     * @param path with parameters as {@code :name}; fixed paths go before those with parameters
     */
    public HttpApi on(HttpMethod method, String path, Rule rule, Endpoint endpoint) {
        return add(method, path, new Guarded(rule, endpoint, false));
    }

    /**
     * A POST whose body may be of any size: it is not read before the endpoint is called, which takes it from
     * {@link ApiRequest#upload} as it comes.
     *
     * @param path without parameters
     */
    public HttpApi onUpload(String path, Rule rule, Endpoint endpoint) {
        return add(HttpMethod.POST, path, new Guarded(rule, endpoint, true));
    }

    /** How long an upload may bring next to nothing. */
    HttpApi uploadPatience(Duration patience) {
        uploadPatience = patience;
        return this;
    }

    private HttpApi add(HttpMethod method, String path, Guarded guarded) {
        Objects.requireNonNull(guarded.rule(), () -> method + " " + path + " has no rule");
        var methods =
                routes.computeIfAbsent(path, unused -> new TreeMap<>(java.util.Comparator.comparing(HttpMethod::name)));
        if (methods.put(method, guarded) != null) {
            throw new IllegalStateException(method + " " + path + " has two endpoints");
        }
        return this;
    }

    public Router router() {
        var router = Router.router(vertx);
        router.route().handler(this::begin);
        router.route().handler(this::takeUpload);
        var body = BodyHandler.create(false).setBodyLimit(BODY_LIMIT);
        router.route().handler(routing -> {
            if (hasNoBody(routing.request())) {
                routing.next();
            } else {
                body.handle(routing);
            }
        });
        routes.forEach((path, methods) ->
                router.route(path).handler(routing -> dispatch(routing.put(ROUTE, path), methods)));
        router.route().failureHandler(this::fail);
        router.route().last().handler(routing -> routing.fail(notFound()));
        router.errorHandler(400, this::fail).errorHandler(413, this::fail).errorHandler(500, this::fail);
        return router;
    }

    /** Completes when no request is under way any more, or after the patience. */
    public Future<Void> drained(Duration patience) {
        return inFlight.drained(vertx, patience);
    }

    private void begin(RoutingContext routing) {
        var request = routing.request();
        var trace = RequestTrace.of(request);
        routing.put(TRACE, trace);
        inFlight.enter();
        routing.addEndHandler(done -> inFlight.leave());
        if (request.headers().getAll("host").size() > 1) {
            routing.fail(Problem.of(ProblemCode.BAD_REQUEST, "There is more than one Host header.")
                    .refusal());
            return;
        }
        if (hasNoBody(request)) {
            routing.next();
            return;
        }
        var slow = vertx.setTimer(BODY_MILLIS, late -> request.connection().close());
        routing.put(SLOW, slow).addEndHandler(done -> vertx.cancelTimer(slow));
        routing.next();
    }

    /** As nearly all that are read; what is spared them is waiting for a body, and the guard against one that is slow. */
    private static boolean hasNoBody(HttpServerRequest request) {
        var method = request.method();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Before the body is read: what it would be too large for. */
    private void takeUpload(RoutingContext routing) {
        var path = routing.normalizedPath();
        var guarded = routes.getOrDefault(path, Map.of()).get(routing.request().method());
        if (guarded == null || !guarded.upload()) {
            routing.next();
            return;
        }
        takeYourTime(routing);
        var upload = new Upload(vertx, routing.request(), uploadPatience);
        routing.addEndHandler(answered -> upload.leaveRest());
        call(routing.put(ROUTE, path).put(ApiRequest.UPLOAD, upload), guarded);
    }

    private void takeYourTime(RoutingContext routing) {
        Long slow = routing.get(SLOW);
        if (slow != null) {
            vertx.cancelTimer(slow);
        }
    }

    private void dispatch(RoutingContext routing, Map<HttpMethod, Guarded> methods) {
        var method = routing.request().method();
        var known = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        var guarded = methods.get(known);
        if (guarded != null) {
            call(routing, guarded);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            send(routing, Answer.noContent().header("allow", allowed(methods)));
        } else {
            routing.fail(
                    Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "This resource does not know " + method.name() + ".")
                            .with("allow", allowed(methods))
                            .refusal());
        }
    }

    private void call(RoutingContext routing, Guarded guarded) {
        var admission = new Admission(authenticator, guarded.rule());
        admission
                .authenticate(routing.request())
                .compose(caller -> {
                    routing.put(CALLER, caller);
                    guarded.rule().check(caller);
                    var context = context(routing, caller);
                    var asked = new ApiRequest(routing, context, clientAddress, admission);
                    return Accepting.judge(
                            routing.request(), () -> guarded.endpoint().handle(asked));
                })
                .onSuccess(answer -> send(routing, answer))
                .onFailure(routing::fail);
    }

    /** What every unusable token gets, with no hint about what is wrong with it. */
    public static Refusal unauthenticated() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "The token is not valid.")
                .refusal();
    }

    private CallContext context(RoutingContext routing, Caller caller) {
        var trace = trace(routing);
        return new CallContext(
                trace.requestId(), trace.traceparent(), caller, Deadline.in(patience(routing.request())));
    }

    private static Duration patience(HttpServerRequest request) {
        var asked = request.getHeader(DEADLINE_HEADER);
        return Duration.ofMillis(
                asked != null && asked.matches("[0-9]{1,9}")
                        ? Math.min(Long.parseLong(asked), DEADLINE_MILLIS)
                        : DEADLINE_MILLIS);
    }

    private void send(RoutingContext routing, Answer answer) {
        var response = routing.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader(RequestTrace.REQUEST_ID, trace(routing).requestId());
        response.putHeader("x-content-type-options", "nosniff")
                .putHeader("cache-control", answer.status() < 400 ? "no-cache" : "no-store");
        answer.headers().forEach(response::putHeader);
        if (answer.stream() != null) {
            takeYourTime(routing);
            StreamedAnswer.write(routing.request(), answer.stream(), trace(routing));
        } else if (answer.body() == null) {
            response.end();
        } else if (routing.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("content-length", Integer.toString(answer.body().length()))
                    .end();
        } else {
            response.end(answer.body());
        }
    }

    private void fail(RoutingContext routing) {
        var failure = routing.failure();
        var garbled = routing.get(ROUTE) == null
                && (failure instanceof DecoderException || failure instanceof IllegalArgumentException);
        var problem = failure == null || failure instanceof HttpException || garbled
                ? ofStatus(garbled ? 400 : routing.statusCode())
                : ProblemResponse.problemOf(failure, trace(routing));
        if (REFUSALS.contains(problem.status())) {
            refusals.refused(refused(routing, problem));
        }
        ProblemResponse.send(routing.request(), problem, trace(routing));
    }

    private RefusalListener.Refused refused(RoutingContext routing, Problem problem) {
        Caller caller = routing.get(CALLER);
        var requestId = trace(routing).requestId();
        String path = routing.get(ROUTE);
        return new RefusalListener.Refused(
                requestId,
                caller == null ? Caller.ANONYMOUS : caller,
                clientAddress.of(routing.request(), requestId),
                routing.request().method() + " " + (path == null ? "-" : path),
                problem.code().code());
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> notFound().problem();
            case 413 -> Problem.of(ProblemCode.BODY_TOO_LARGE, "The body has more than " + BODY_LIMIT + " bytes.");
            default -> Problem.of(ProblemCode.BAD_REQUEST, "The request is malformed.");
        };
    }

    private static Refusal notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.").refusal();
    }

    private static RequestTrace trace(RoutingContext routing) {
        RequestTrace known = routing.get(TRACE);
        return known != null ? known : RequestTrace.of(routing.request());
    }

    private static String allowed(Map<HttpMethod, Guarded> methods) {
        var names = methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return names + (methods.containsKey(HttpMethod.GET) ? ", HEAD" : "") + ", OPTIONS";
    }
}
