package souk.gateway.protocol;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import souk.shared.problem.ProblemCode;

/**
 * Collects the lines of one request's head and decides how its body is framed. Stricter than RFC 9112 has to be:
 * whatever leaves a doubt about where the message ends is refused, for the one behind us may decide otherwise.
 */
final class RequestHead {

    /**
     * Where the body ends.
     *
     * @param length bytes, or -1 for chunked
     * @param limits that hold for the body
     */
    record Framing(long length, Limits limits) {
        boolean chunked() {
            return length < 0;
        }
    }

    private static final boolean[] HOST = Ascii.lettersDigitsAnd("._~!$&'()*+;=%:[]-");

    private final Limits limits;
    private final Set<String> ownNames;
    private final Predicate<String> uploads;
    private RequestLine line;
    private int headerLines;
    private int headerBytes;
    private String host;
    private String contentLength;
    private String transferEncoding;

    /** @param uploads paths to which a POST may have a body of any size */
    RequestHead(Limits limits, Set<String> ownNames, Predicate<String> uploads) {
        this.limits = limits;
        this.ownNames = ownNames;
        this.uploads = uploads;
    }

    boolean isEmpty() {
        return line == null;
    }

    /** Throws {@link Fault} if a line that has begun is already too long, counting what has come of it so far. */
    void measure(int unfinishedBytes) {
        if (line == null && unfinishedBytes > limits.requestLine()) {
            throw new Fault(
                    ProblemCode.URI_TOO_LONG, "The request line has more than " + limits.requestLine() + " bytes.");
        }
        if (line != null && headerBytes + unfinishedBytes > limits.headers()) {
            throw new Fault(
                    ProblemCode.HEADERS_TOO_LARGE, "The headers have more than " + limits.headers() + " bytes.");
        }
    }

    void add(String text) {
        measure(text.length());
        if (line == null) {
            line = RequestLine.parse(text);
            return;
        }
        headerBytes += text.length() + 2;
        headerLines++;
        if (headerLines > limits.headerLines()) {
            throw new Fault(ProblemCode.HEADERS_TOO_LARGE, "There are more than " + limits.headerLines() + " headers.");
        }
        note(FieldLine.parse(text));
    }

    private void note(FieldLine field) {
        switch (field.name()) {
            case "host" -> host = only(host, field);
            case "content-length" -> contentLength = only(contentLength, field);
            case "transfer-encoding" -> transferEncoding = only(transferEncoding, field);
            case "sec-websocket-key1", "sec-websocket-key2" ->
                throw Fault.malformed("The WebSocket drafts before RFC 6455 are not spoken here.");
            default -> {
                return;
            }
        }
    }

    private static String only(String before, FieldLine field) {
        if (before != null) {
            throw Fault.malformed("There is more than one " + field.name() + " header.");
        }
        return field.value();
    }

    /** What the blank line decides. Throws {@link Fault} if the head as a whole is not right. */
    Framing framing() {
        requireHost();
        if (transferEncoding != null) {
            if (contentLength != null || !line.http11()) {
                throw Fault.malformed("Transfer-Encoding comes with Content-Length or with HTTP/1.0.");
            }
            if (!transferEncoding.toLowerCase(Locale.ROOT).equals("chunked")) {
                throw Fault.malformed("The only transfer coding spoken here is chunked.");
            }
            return new Framing(-1, limitsOfBody());
        }
        return new Framing(contentLength == null ? 0 : bodyLength(limitsOfBody()), limits);
    }

    private Limits limitsOfBody() {
        return line.method().equals("POST") && uploads.test(line.path()) ? limits.ofUpload() : limits;
    }

    private void requireHost() {
        if (host == null ? line.http11() : !isHost(host)) {
            throw Fault.malformed("There is no valid Host header.");
        }
        var authority = line.authority();
        if (authority != null && (!authority.equalsIgnoreCase(host) || !ownNames.contains(withoutPort(authority)))) {
            throw Fault.malformed("The request is for another host.");
        }
    }

    static boolean isHost(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= HOST.length || !HOST[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String withoutPort(String authority) {
        return authority.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }

    private long bodyLength(Limits allowed) {
        if (!contentLength.matches("[0-9]+")) {
            throw Fault.malformed("The Content-Length is not a number.");
        }
        var digits = contentLength.replaceFirst("^0+(?=.)", "");
        if (digits.length() > 18 || Long.parseLong(digits) > allowed.body()) {
            throw tooLarge(allowed);
        }
        return Long.parseLong(digits);
    }

    static Fault tooLarge(Limits limits) {
        return new Fault(ProblemCode.BODY_TOO_LARGE, "The body has more than " + limits.body() + " bytes.");
    }
}
