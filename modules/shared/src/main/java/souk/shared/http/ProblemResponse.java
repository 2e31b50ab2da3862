package souk.shared.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.id.LogIds;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/** The one place that turns a failure into an HTTP answer. */
public final class ProblemResponse {

    private static final Logger LOG = LogManager.getLogger(ProblemResponse.class);

    private ProblemResponse() {}

    /** What to tell the client; a defect is logged here, once, and told as {@code internal} without its message. */
    public static Problem problemOf(Throwable failure, RequestTrace trace) {
        if (failure instanceof Refusal refusal) {
            return refusal.problem();
        }
        if (failure instanceof Trouble trouble) {
            log(trace, () -> LOG.warn("event=trouble reason=\"{}\"", trouble.getMessage()));
            return trouble.problem();
        }
        log(trace, () -> LOG.error("event=defect", failure));
        return Problem.of(ProblemCode.INTERNAL, "It has been logged under the traceId of this answer.");
    }

    private static void log(RequestTrace trace, Runnable statement) {
        LogIds.with(trace.requestId(), trace.traceparent(), statement);
    }

    /** Writes the problem with the headers that its status asks for. Does nothing if an answer is already under way. */
    public static void send(HttpServerRequest request, Problem problem, RequestTrace trace) {
        var response = request.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        var body = Buffer.buffer(problem.toJson(request.path(), trace.traceId()).toString());
        response.setStatusCode(problem.status())
                .putHeader(RequestTrace.REQUEST_ID, trace.requestId())
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("cache-control", "no-store");
        headersOf(problem).forEach(response::putHeader);
        response.end(body);
    }

    /** The media type, and what the problem's status asks for. */
    public static Map<String, String> headersOf(Problem problem) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", Problem.MEDIA_TYPE);
        var extra = problem.extra();
        switch (problem.code()) {
            case UNAUTHENTICATED, WRONG_CREDENTIALS, LOGIN_FAILED ->
                headers.put("www-authenticate", "Bearer realm=\"souk\"");
            case STALE_VERSION -> {
                if (extra.containsKey("currentVersion")) {
                    headers.put("etag", Answer.tag(extra.get("currentVersion")));
                }
            }
            case METHOD_NOT_ALLOWED -> headers.put("allow", String.valueOf(extra.get("allow")));
            default -> {
                if (extra.containsKey("retryAfter")) {
                    headers.put("retry-after", String.valueOf(extra.get("retryAfter")));
                }
            }
        }
        return headers;
    }
}
