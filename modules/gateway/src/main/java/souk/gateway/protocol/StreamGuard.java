package souk.gateway.protocol;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/**
 * Judges the heads of HTTP/2 requests as {@link RequestGuard} judges those of HTTP/1.1. HTTP/2 has its own framing, but
 * what its fields say is written into an HTTP/1.1 request behind us, where a blank or a line end would mean something
 * else (RFC 9113, sections 8.2 and 10.3).
 */
final class StreamGuard {

    /** Of one connection, which HTTP/2 does not have for a request. */
    private static final Set<String> FORBIDDEN =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings");

    private final Limits limits;
    private final Predicate<String> uploads;

    /** @param uploads paths to which a POST may have a body of any size */
    StreamGuard(Limits limits, Predicate<String> uploads) {
        this.limits = limits;
        this.uploads = uploads;
    }

    Limits limits() {
        return limits;
    }

    Optional<Problem> faultOf(HttpServerRequest request) {
        try {
            requireTarget(request);
            requireFields(request);
            requireLength(request);
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault.problem());
        }
    }

    private void requireTarget(HttpServerRequest request) {
        var target = request.uri();
        if (target == null || !FieldLine.isToken(request.method().name()) || !"https".equals(request.scheme())) {
            throw Fault.malformed("The method, scheme or path is not one of a request.");
        }
        if (target.length() > limits.requestLine()) {
            throw new Fault(ProblemCode.URI_TOO_LONG, "The path has more than " + limits.requestLine() + " bytes.");
        }
        if (!RequestLine.isTarget(target)
                || !target.startsWith("/")
                        && !(target.equals("*") && request.method().name().equals("OPTIONS"))) {
            throw Fault.malformed("The path is not one, or has characters that must be percent-encoded.");
        }
        if (request.authority() == null
                || !RequestHead.isHost(request.authority().toString())
                || request.headers().getAll("host").size() > 1) {
            throw Fault.malformed("There is no valid authority.");
        }
    }

    private void requireFields(HttpServerRequest request) {
        var lines = 0;
        for (var field : request.headers()) {
            var name = field.getKey();
            if (++lines > limits.headerLines()) {
                throw new Fault(
                        ProblemCode.HEADERS_TOO_LARGE, "There are more than " + limits.headerLines() + " headers.");
            }
            if (!FieldLine.isToken(name) || !name.equals(name.toLowerCase(Locale.ROOT)) || FORBIDDEN.contains(name)) {
                throw Fault.malformed("A header has a name that HTTP/2 does not allow.");
            }
            FieldLine.requireValue(field.getValue());
        }
    }

    /** That the body is as long as its Content-Length says is checked with each frame of it. */
    private void requireLength(HttpServerRequest request) {
        var lengths = request.headers().getAll("content-length");
        if (lengths.isEmpty()) {
            return;
        }
        var length = lengths.get(0);
        if (lengths.size() > 1 || length.isEmpty() || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Fault.malformed("The Content-Length is not a number.");
        }
        if (!isUpload(request) && (length.length() > 18 || Long.parseLong(length) > limits.body())) {
            throw RequestHead.tooLarge(limits);
        }
    }

    private boolean isUpload(HttpServerRequest request) {
        return request.method().name().equals("POST") && uploads.test(request.path());
    }
}
