package souk.gateway.forwarding;

import souk.shared.json.StrictJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** What an answer means for the gateway itself. */
final class Verdict {

    private static final String NONE = "";

    private Verdict() {}

    /** The instance could not, and says that nothing is decided: another one may be able to. */
    static boolean worthRepeating(Reply reply) {
        if (reply.status() == 502) {
            return true;
        }
        var code = reply.status() == 503 ? code(reply) : NONE;
        return code.equals(ProblemCode.UNAVAILABLE.code()) || code.equals(ProblemCode.BUSY.code());
    }

    /** A request with the same key has not come to its end. */
    static boolean keyUnderWay(Reply reply) {
        return reply.status() == 409 && code(reply).equals(ProblemCode.REQUEST_IN_FLIGHT.code());
    }

    private static String code(Reply reply) {
        var type = reply.headers().get("content-type");
        if (!reply.whole() || type == null || !type.startsWith(Problem.MEDIA_TYPE)) {
            return NONE;
        }
        try {
            return StrictJson.parse(reply.body()).path("code").asText();
        } catch (Refusal notJson) {
            return NONE;
        }
    }
}
