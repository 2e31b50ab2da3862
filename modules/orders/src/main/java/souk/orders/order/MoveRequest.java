package souk.orders.order;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.problem.Problem;
import souk.shared.security.Permission;
import souk.shared.sql.KeyedRequest;

/** Reads what all requests that move an order have in common. */
public final class MoveRequest {

    /** Whoever sees orders gets an answer about the order; what they may do with it is decided there. */
    public static final Rule WRITERS =
            Rule.permission(Permission.WRITE_OWN_ORDERS, Permission.WRITE_ORDERS, Permission.READ_ORDERS);

    private static final String ROUTE = "POST /api/v1/orders/:id/";
    private static final int LONGEST_REASON = 500;

    private MoveRequest() {}

    /** Reads {@code version} and {@code reason}; call {@code body.done()} before using what it gives. */
    public static Moving.Asked from(ApiRequest request, Fields body) {
        return asked(
                request, body, body.optionalText("reason", 1, LONGEST_REASON).orElse(null));
    }

    /** The same for what needs no reason. */
    public static Moving.Asked withoutReason(ApiRequest request, Fields body) {
        return asked(request, body, null);
    }

    /** @param move the last part of the path */
    public static Optional<KeyedRequest> keyed(ApiRequest request, String move) {
        return request.idempotencyKey()
                .map(key -> KeyedRequest.of(
                                request.caller().id().toString(), ROUTE + move, key, request.path(), body(request))
                        .askedIn(request));
    }

    /** As it was understood, so that blanks make no other request; none and an empty one are the same. */
    private static Buffer body(ApiRequest request) {
        var empty = request.optionalJson().names().isEmpty();
        return empty ? null : Buffer.buffer(request.body().toString());
    }

    private static Moving.Asked asked(ApiRequest request, Fields body, String reason) {
        var version = body.optionalInteger("version", 1, Long.MAX_VALUE);
        return new Moving.Asked(request.id("id"), request.caller(), expected(request.ifMatch(), version), reason);
    }

    private static Optional<ExpectedVersion> expected(Optional<ExpectedVersion> header, Optional<Long> body) {
        if (header.isPresent() && body.isPresent() && !header.get().accepts(body.get())) {
            throw Problem.invalid("/version", "is not the version in If-Match").refusal();
        }
        return header.or(() -> body.map(ExpectedVersion::ofBody));
    }
}
