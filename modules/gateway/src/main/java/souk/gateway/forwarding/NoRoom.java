package souk.gateway.forwarding;

import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/** The answer to a request for which there is no room: {@code busy}, and no service has seen it. */
public final class NoRoom {

    private static final Refusal REFUSAL = Problem.of(
                    ProblemCode.BUSY, "There is more to do at this moment than can be done in good time.")
            .with("retryAfter", 1)
            .refusal();

    private NoRoom() {}

    public static Refusal refusal() {
        return REFUSAL;
    }

    /** Whether that is why a request failed. */
    public static boolean isWhy(Throwable failure) {
        return failure == REFUSAL;
    }
}
