package souk.gateway.routing;

import java.util.Locale;
import java.util.regex.Pattern;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/**
 * Accepts a path only in the one form that every reader understands alike, instead of repairing it: what would have to
 * be repaired could mean one thing to the routing table and another to the service behind it.
 */
public final class RequestPath {

    private static final Pattern ESCAPES = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*+");
    private static final Pattern TRICK = Pattern.compile("//|\\\\|;|%2f|%5c|%2e|%25|%3b|%[01][0-9a-f]|%7f");

    private RequestPath() {}

    /** Throws a refusal {@code bad-request} for dot segments, doubled or encoded separators, and broken escapes. */
    public static void requireCanonical(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (!path.startsWith("/")
                || !ESCAPES.matcher(path).matches()
                || TRICK.matcher(lower).find()) {
            throw refusal();
        }
        for (var segment : path.split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw refusal();
            }
        }
    }

    private static RuntimeException refusal() {
        return Problem.of(ProblemCode.BAD_REQUEST, "The path is not in its plain form.")
                .refusal();
    }
}
