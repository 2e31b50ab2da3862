package souk.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.stream.Stream;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.protocol.StrictHttp;
import souk.shared.bus.Deadline;
import souk.shared.http.HttpApi;
import souk.shared.http.RequestTrace;

/** A request on its way through the gateway, with what is the same for every answer. */
final class Visit {

    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

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
        response.putHeader(RequestTrace.REQUEST_ID, trace.requestId())
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("x-frame-options", "DENY")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", API_POLICY);
        if (wantsClose(request)) {
            closeAfterAnswer();
        }
        response.endHandler(ended -> {
            metrics.answered(
                    label,
                    response.ended() ? response.getStatusCode() : CLIENT_GONE,
                    Duration.ofNanos(System.nanoTime() - began));
            if (lastOfConnection) {
                StrictHttp.hangUp(request);
            }
        });
    }

    /** Vert.x sees {@code close} only where it stands alone. */
    private static boolean wantsClose(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
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

    void closeAfterAnswer() {
        lastOfConnection = true;
        if (!request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
