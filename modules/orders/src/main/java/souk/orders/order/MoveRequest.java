package souk.orders.order;

import java.util.Optional;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.json.Fields;
import souk.shared.problem.Problem;

/** Reads what all requests that move an order have in common. */
public final class MoveRequest {

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
