package souk.gateway.protocol;

import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** A message that is not the HTTP we speak. Its connection ends with the answer, because its framing is not certain. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Fault(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(code, detail);
    }

    static Fault malformed(String detail) {
        return new Fault(ProblemCode.BAD_REQUEST, detail);
    }

    Problem problem() {
        return problem;
    }
}
