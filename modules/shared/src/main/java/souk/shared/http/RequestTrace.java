package souk.shared.http;

import io.vertx.core.http.HttpServerRequest;
import souk.shared.id.TraceParent;
import souk.shared.id.UuidV7;

/**
 * Who asked, for the logs: the request id and the W3C trace context, taken over if well-formed and made anew if not.
 */
public record RequestTrace(String requestId, String traceparent) {

    public static final String REQUEST_ID = "x-request-id";
    public static final String TRACEPARENT = "traceparent";

    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;

    public static RequestTrace of(HttpServerRequest request) {
        var id = request.getHeader(REQUEST_ID);
        var parent = request.getHeader(TRACEPARENT);
        return new RequestTrace(
                isUsable(id) ? id : UuidV7.next().toString(),
                TraceParent.isWellFormed(parent) ? parent : TraceParent.next());
    }

    private static boolean isUsable(String id) {
        if (id == null || id.length() < SHORTEST || id.length() > LONGEST) {
            return false;
        }
        for (var at = 0; at < id.length(); at++) {
            var c = id.charAt(at);
            var letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    public String traceId() {
        return TraceParent.traceId(traceparent);
    }
}
