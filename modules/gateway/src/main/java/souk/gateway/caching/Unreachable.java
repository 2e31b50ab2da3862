package souk.gateway.caching;

import io.vertx.core.AsyncResult;
import java.util.Set;
import souk.gateway.forwarding.Reply;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** Tells when the service could not be asked, so that an answer from before is better than none (RFC 5861, section 4). */
final class Unreachable {

    /** Of a service that cannot answer, or has no time to. 500 is not among them: that is a defect, and has to be seen. */
    private static final Set<Integer> STATUSES = Set.of(502, 503, 504);

    private Unreachable() {}

    static boolean is(AsyncResult<Reply> asked) {
        return asked.succeeded()
                ? is(asked.result())
                : asked.cause() instanceof Refusal refusal
                        && refusal.problem().status() == ProblemCode.UNAVAILABLE.status();
    }

    static boolean is(Reply reply) {
        return STATUSES.contains(reply.status()) && reply.whole();
    }
}
