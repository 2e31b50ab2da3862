package souk.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import souk.shared.http.HttpApi;

/**
 * A request as it is passed on, held whole so that it can be sent again.
 *
 * @param uri path and query as the service knows them
 * @param fixed headers, all but the deadline
 */
record OutgoingRequest(HttpMethod method, String uri, MultiMap fixed, Buffer body) {

    void writeHeaders(MultiMap headers, Duration deadline) {
        headers.addAll(fixed).set(HttpApi.DEADLINE_HEADER, Long.toString(Math.max(1, deadline.toMillis())));
    }
}
