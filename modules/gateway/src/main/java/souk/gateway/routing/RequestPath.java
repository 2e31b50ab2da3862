package souk.gateway.routing;

import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/**
 * Accepts a path only in the one form that every reader understands alike, instead of repairing it: what would have to
 * be repaired could mean one thing to the routing table and another to the service behind it.
 */
public final class RequestPath {

    /** Characters that separate or escape; encoded, they are read as themselves by some and as data by others. */
    private static final String SEPARATORS = "/\\.;%";

    private RequestPath() {}

    /** Throws a refusal {@code bad-request} for dot segments, doubled or encoded separators, and broken escapes. */
    public static void requireCanonical(String path) {
        if (!path.startsWith("/")) {
            throw refusal();
        }
        for (var at = 0; at < path.length(); at++) {
            switch (path.charAt(at)) {
                case '/' -> requireSegment(path, at + 1);
                case '%' -> requireEscape(path, at);
                case '\\', ';' -> throw refusal();
                default -> {
                    continue;
                }
            }
        }
    }

    private static void requireSegment(String path, int from) {
        var slash = path.indexOf('/', from);
        var length = (slash < 0 ? path.length() : slash) - from;
        if (length == 0 && slash >= 0
                || length == 1 && path.startsWith(".", from)
                || length == 2 && path.startsWith("..", from)) {
            throw refusal();
        }
    }

    private static void requireEscape(String path, int at) {
        var high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
        var low = high < 0 ? -1 : Character.digit(path.charAt(at + 2), 16);
        var decoded = high * 16 + low;
        if (low < 0 || decoded < ' ' || decoded == 0x7f || SEPARATORS.indexOf(decoded) >= 0) {
            throw refusal();
        }
    }

    private static RuntimeException refusal() {
        return Problem.of(ProblemCode.BAD_REQUEST, "The path is not in its plain form.")
                .refusal();
    }
}
