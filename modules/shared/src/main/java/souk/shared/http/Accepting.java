package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Supplier;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/**
 * Holds what an endpoint answers against what the client accepts (RFC 9110, section 12.5.1). A change, whose answer is
 * JSON, is refused before it is made; of a read it is seen afterwards what it gives. Problems are sent to everybody.
 */
final class Accepting {

    private static final Set<HttpMethod> CHANGES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private Accepting() {}

    /** Fails with a refusal {@code not-acceptable} in the place of an answer that the client cannot use. */
    static Future<Answer> judge(HttpServerRequest request, Supplier<Future<Answer>> endpoint) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || accepted.equals("*/*") || accepted.equals(ApiRequest.JSON)) {
            return endpoint.get();
        }
        var ranges = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT));
        if (CHANGES.contains(request.method())) {
            return takes(ranges, ApiRequest.JSON) ? endpoint.get() : Future.failedFuture(refusal(ApiRequest.JSON));
        }
        return endpoint.get().map(answer -> {
            var type = answer.headers().get("content-type");
            if (answer.status() == 200 && type != null && !takes(ranges, type)) {
                throw refusal(type);
            }
            return answer;
        });
    }

    /** @param ranges the header, where of several that match the most specific one decides */
    static boolean takes(String ranges, String mediaType) {
        var type = mediaType.split(";", 2)[0].strip();
        var best = 0;
        var takes = false;
        for (var range : ranges.split(",")) {
            var parts = range.split(";");
            var fit = fit(parts[0].strip(), type);
            if (fit > best) {
                best = fit;
                takes = !isRefusal(parts);
            }
        }
        return takes;
    }

    /** How closely a range names the type; 0 for not at all. */
    private static int fit(String range, String type) {
        if (range.equalsIgnoreCase(type)) {
            return 3;
        }
        if (range.equals("*/*")) {
            return 1;
        }
        var slash = range.indexOf("/*");
        return slash > 0 && slash == range.length() - 2 && type.regionMatches(true, 0, range, 0, slash + 1) ? 2 : 0;
    }

    private static boolean isRefusal(String... parts) {
        for (var at = 1; at < parts.length; at++) {
            var weight = parts[at].strip();
            if (weight.regionMatches(true, 0, "q=", 0, 2)) {
                return weight.chars().skip(2).allMatch(c -> c == '0' || c == '.');
            }
        }
        return false;
    }

    private static Refusal refusal(String type) {
        return Problem.of(ProblemCode.NOT_ACCEPTABLE, "This resource answers with " + type + ".")
                .refusal();
    }
}
