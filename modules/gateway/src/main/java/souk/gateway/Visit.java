package souk.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.protocol.StrictHttp;
import souk.shared.bus.Deadline;
import souk.shared.http.HttpApi;
import souk.shared.http.RequestTrace;

/** A request on its way through the gateway, with what is the same for every answer. */
final class Visit {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestTrace.REQUEST_ID);

    /** Prepared for the wire, for every answer has them. */
    private static final List<Map.Entry<CharSequence, CharSequence>> STANDARD = List.of(
            header("x-content-type-options", "nosniff"),
            header("x-frame-options", "DENY"),
            header("referrer-policy", "no-referrer"),
            header("cross-origin-resource-policy", "same-origin"),
            header("content-security-policy", "default-src 'none'; frame-ancestors 'none'"));

    /** For a year browsers come by TLS only. */
    private static final Map.Entry<CharSequence, CharSequence> TLS_ONLY =
            header("strict-transport-security", "max-age=31536000");

    /** Not a status of HTTP: what proxies count who did not wait for the answer under. */
    private static final int CLIENT_GONE = 499;

    private final HttpServerRequest request;
    private final RequestTrace trace;
    private final Deadline deadline = Deadline.in(Duration.ofMillis(HttpApi.DEADLINE_MILLIS));
    private String label = "none";
    private boolean lastOfConnection;

    Visit(HttpServerRequest request, GatewayMetrics metrics) {
        this.request = request;
        this.trace = RequestTrace.of(request);
        var began = System.nanoTime();
        var response = request.response();
        response.headers().add(REQUEST_ID, trace.requestId());
        STANDARD.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (request.isSSL()) {
            response.headers().add(TLS_ONLY.getKey(), TLS_ONLY.getValue());
        }
        if (wantsClose(request)) {
            closeAfterAnswer();
        }
        response.endHandler(ended -> {
            metrics.answered(
                    label, response.ended() ? response.getStatusCode() : CLIENT_GONE, System.nanoTime() - began);
            if (lastOfConnection) {
                StrictHttp.hangUp(request);
            } else if (StrictHttp.isStream(request)) {
                StrictHttp.leaveRest(request);
            }
        });
    }

    /** Vert.x sees {@code close} only where it stands alone. */
    private static boolean wantsClose(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONNECTION)
                && request.headers().getAll(HttpHeaders.CONNECTION).stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    }

    private static Map.Entry<CharSequence, CharSequence> header(String name, String value) {
        return Map.entry(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }

    HttpServerRequest request() {
        return request;
    }

    RequestTrace trace() {
        return trace;
    }

    /** When the client will be answered in any case. */
    Deadline deadline() {
        return deadline;
    }

    /** @param route what the request is counted under; from a bounded set */
    void label(String route) {
        label = route;
    }

    /** Because its framing is in doubt, or something of the request is left over; of HTTP/2 only the stream ends. */
    void closeAfterAnswer() {
        if (!StrictHttp.isStream(request)) {
            endConnection();
        }
    }

    /** With this answer; of HTTP/2 when what else is under way has been answered. */
    void endConnection() {
        lastOfConnection = true;
        if (!request.response().headWritten() && !StrictHttp.isStream(request)) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
