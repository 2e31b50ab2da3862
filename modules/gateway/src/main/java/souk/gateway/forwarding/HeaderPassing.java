package souk.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import souk.gateway.compression.Gzip;
import souk.shared.http.RequestTrace;

/**
 * Which headers cross the gateway. Those of one connection stay on it (RFC 9110, section 7.6.1); those that say who
 * asks from where are ours to write, never the client's; those that tell what software answers are dropped.
 */
final class HeaderPassing {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");
    private static final Set<String> OWN_OF_REQUEST = Set.of(
            "host",
            "content-length",
            "accept-encoding",
            "expect",
            "forwarded",
            "via",
            "x-real-ip",
            "x-request-id",
            "traceparent");
    private static final List<String> TRUSTED_PREFIXES = List.of("x-forwarded-", "x-souk-", "x-user");
    private static final Set<String> OWN_OF_ANSWER = Set.of("server", "x-powered-by", "via", "x-request-id");

    private HeaderPassing() {}

    /** @param client the address of the client */
    static MultiMap toUpstream(HttpServerRequest request, String client, RequestTrace trace) {
        var passed = MultiMap.caseInsensitiveMultiMap();
        var named = namedByConnection(request.headers());
        for (var header : request.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!stays(name, named) && !OWN_OF_REQUEST.contains(name) && !isTrusted(name)) {
                passed.add(
                        header.getKey(),
                        name.startsWith("if-") ? Gzip.plainTags(header.getValue()) : header.getValue());
            }
        }
        passed.set("x-forwarded-for", client);
        passed.set("x-forwarded-proto", request.isSSL() ? "https" : "http");
        var host = host(request);
        if (host != null) {
            passed.set("x-forwarded-host", host);
        }
        return passed.set(RequestTrace.REQUEST_ID, trace.requestId())
                .set(RequestTrace.TRACEPARENT, trace.traceparent());
    }

    private static String host(HttpServerRequest request) {
        var authority = request.version() == HttpVersion.HTTP_2 ? request.authority() : null;
        return authority == null ? request.getHeader(HttpHeaders.HOST) : authority.toString();
    }

    /** Takes the place of headers of the same name that are already there, but of Vary and Link. */
    static void toClient(MultiMap answer, MultiMap response) {
        var named = namedByConnection(answer);
        for (var name : answer.names()) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("vary") || lower.equals("link") && !named.contains(lower)) {
                response.add(name, answer.getAll(name));
            } else if (!stays(lower, named) && !isOurs(lower)) {
                response.set(name, answer.getAll(name));
            }
        }
    }

    private static boolean isOurs(String name) {
        return OWN_OF_ANSWER.contains(name) || name.startsWith("x-souk-") || name.startsWith("access-control-");
    }

    private static boolean stays(String name, Set<String> named) {
        return HOP_BY_HOP.contains(name) || named.contains(name);
    }

    /** Some servers read an underscore as a dash. */
    private static boolean isTrusted(String name) {
        var dashed = name.replace('_', '-');
        for (var prefix : TRUSTED_PREFIXES) {
            if (dashed.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        var named = new HashSet<String>();
        for (var value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (var name : value.split(",")) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
