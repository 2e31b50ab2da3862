package souk.orders.payment;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ProblemResponse;
import souk.shared.problem.Problem;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/**
 * The request that a payment or a refund came from, as far as it takes to answer it, or the repeat of it, whoever finds
 * out what became of it.
 *
 * @param actor null where something else than a request began it
 * @param key null for a request without one
 * @param traceId null likewise
 */
record Origin(UUID actor, RequestKeys.Name key, String traceId) {

    static Origin of(ApiRequest request, Optional<KeyedRequest> keyed) {
        return new Origin(
                request.caller().id(),
                keyed.map(key -> new RequestKeys.Name(key.caller(), key.route(), key.key()))
                        .orElse(null),
                request.context().traceId());
    }

    /** As if the request had been refused with it. */
    Answer refused(Problem problem, String path) {
        return new Answer(
                problem.status(),
                ProblemResponse.headersOf(problem),
                Buffer.buffer(problem.toJson(path, traceId).toString()));
    }
}
