package souk.shared.problem;

/**
 * A part does not answer, or not in time: nothing is known to be decided and the same request may be repeated. It
 * becomes a 503 with {@code Retry-After}; its message is for the log only.
 */
public final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;

    public Trouble(String message, Throwable cause) {
        this(ProblemCode.UNAVAILABLE, message, cause);
    }

    private Trouble(ProblemCode code, String message, Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
    }

    public static Trouble because(String message) {
        return new Trouble(message, null);
    }

    /** The work was not begun, because the queue for it is full. */
    public static Trouble busy(String message) {
        return new Trouble(ProblemCode.BUSY, message, null);
    }

    public Problem problem() {
        return Problem.of(code, code.explanation()).with("retryAfter", 1);
    }
}
