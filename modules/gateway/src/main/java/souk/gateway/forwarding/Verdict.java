package souk.gateway.forwarding;

import souk.shared.json.StrictJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** What an answer means for the gateway itself. */
final class Verdict {

    private Verdict() {}

    /** The instance could not, and nothing is decided: another one may be able to. */
    static boolean worthAskingAnother(Reply reply) {
        return reply.status() == 502 || isProblem(reply, ProblemCode.UNAVAILABLE) || isProblem(reply, ProblemCode.BUSY);
    }

    /** A part behind the instance did not answer: a moment later it may. One that is busy is not to be pressed. */
    static boolean worthAskingAgain(Reply reply) {
        return isProblem(reply, ProblemCode.UNAVAILABLE);
    }

    /** A request with the same key has not come to its end. */
    static boolean keyUnderWay(Reply reply) {
        return isProblem(reply, ProblemCode.REQUEST_IN_FLIGHT);
    }

    private static boolean isProblem(Reply reply, ProblemCode code) {
        return reply.status() == code.status() && code(reply).equals(code.code());
    }

    private static String code(Reply reply) {
        var type = reply.headers().get("content-type");
        if (!reply.whole() || type == null || !type.startsWith(Problem.MEDIA_TYPE)) {
            return "";
        }
        try {
            return StrictJson.parse(reply.body()).path("code").asText();
        } catch (Refusal notJson) {
            return "";
        }
    }
}
