package souk.gateway.cors;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import souk.shared.config.Settings;

/**
 * Lets pages of the configured origins read our answers (CORS). Who may do what is decided by the token that a request
 * carries and not by where its page came from, so no answer allows cookies along with it.
 */
public final class CrossOrigin {

    private static final String KEY = "SOUK_CORS_ORIGINS";

    private static final CharSequence VARY = HttpHeaders.createOptimized("origin");
    private static final CharSequence PREFLIGHT_VARY =
            HttpHeaders.createOptimized("access-control-request-method, access-control-request-headers");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, POST, PUT, PATCH, DELETE");
    private static final CharSequence REQUEST_HEADERS = HttpHeaders.createOptimized(
            "authorization, content-type, if-match, if-none-match, idempotency-key, x-request-id, traceparent");
    private static final CharSequence ANSWER_HEADERS = HttpHeaders.createOptimized(
            "etag, location, link, retry-after, x-request-id, idempotency-replayed, ratelimit, ratelimit-policy, "
                    + "deprecation, sunset, souk-index-lag, age, warning");
    private static final CharSequence MAX_AGE_SECONDS = HttpHeaders.createOptimized("600");

    private final Map<String, CharSequence> origins = new LinkedHashMap<>();

    private CrossOrigin(List<String> origins) {
        origins.forEach(origin -> this.origins.put(origin, HttpHeaders.createOptimized(origin)));
    }

    public static CrossOrigin none() {
        return new CrossOrigin(List.of());
    }

    /** @throws IllegalArgumentException that names what is not an origin as browsers send it */
    public static CrossOrigin of(List<String> origins) {
        origins.forEach(CrossOrigin::requireOrigin);
        return new CrossOrigin(origins);
    }

    public static CrossOrigin from(Settings settings) {
        try {
            return of(settings.list(KEY));
        } catch (IllegalArgumentException wrong) {
            return settings.problem(
                    KEY + " must be origins such as https://shop.example: " + wrong.getMessage(), none());
        }
    }

    /** Says in the answer whether the page that asks may read it. An origin that is not listed is told nothing. */
    public void mark(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        var answer = request.response().headers().add(HttpHeaders.VARY, VARY);
        var allowed = allowed(request);
        if (allowed != null) {
            answer.add(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                    .add(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        }
    }

    /** Whether a browser asks on behalf of a page of a listed origin what it may send. */
    public boolean isPreflight(HttpServerRequest request) {
        return !origins.isEmpty()
                && request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                && allowed(request) != null;
    }

    /** To be called for what has been {@link #mark}ed. */
    public void answerPreflight(HttpServerRequest request) {
        var response = request.response().setStatusCode(204);
        response.headers()
                .add(HttpHeaders.VARY, PREFLIGHT_VARY)
                .add(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .add(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .add(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        response.end();
    }

    private CharSequence allowed(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || request.headers().getAll(HttpHeaders.ORIGIN).size() > 1 ? null : origins.get(origin);
    }

    private static void requireOrigin(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (("https".equals(scheme) || "http".equals(scheme))
                    && uri.getHost() != null
                    && text.equals(scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))) {
                return;
            }
        } catch (URISyntaxException notEvenAnAddress) {
            throw new IllegalArgumentException(text + " is not an origin", notEvenAnAddress);
        }
        throw new IllegalArgumentException(text + " is not an origin");
    }
}
