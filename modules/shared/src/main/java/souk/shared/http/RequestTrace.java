package souk.shared.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import souk.shared.id.TraceParent;
import souk.shared.id.UuidV7;

/**
 * Who asked, for the logs: the request id and the W3C trace context, taken over if well-formed and made anew if not.
 */
public record RequestTrace(String requestId, String traceparent) {

    public static final String REQUEST_ID = "x-request-id";
    public static final String TRACEPARENT = "traceparent";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    public static RequestTrace of(HttpServerRequest request) {
        var id = request.getHeader(REQUEST_ID);
        var parent = request.getHeader(TRACEPARENT);
        return new RequestTrace(
                id != null && ID.matcher(id).matches() ? id : UuidV7.next().toString(),
                TraceParent.isWellFormed(parent) ? parent : TraceParent.next());
    }

    public String traceId() {
        return TraceParent.traceId(traceparent);
    }
}
