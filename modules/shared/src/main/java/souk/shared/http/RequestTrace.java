package souk.shared.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import souk.shared.id.UuidV7;

/**
 * Who asked, for the logs: the request id and the W3C trace context, taken over if well-formed and made anew if not.
 */
public record RequestTrace(String requestId, String traceparent) {

    public static final String REQUEST_ID = "x-request-id";
    public static final String TRACEPARENT = "traceparent";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Pattern PARENT = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public static RequestTrace of(HttpServerRequest request) {
        var id = request.getHeader(REQUEST_ID);
        var parent = request.getHeader(TRACEPARENT);
        return new RequestTrace(
                id != null && ID.matcher(id).matches() ? id : UuidV7.next().toString(),
                parent != null && PARENT.matcher(parent).matches() ? parent : newParent());
    }

    public String traceId() {
        return traceparent.substring(3, 35);
    }

    private static String newParent() {
        var random = ThreadLocalRandom.current();
        return String.format("00-%016x%016x-%016x-01", random.nextLong() | 1, random.nextLong(), random.nextLong() | 1);
    }
}
