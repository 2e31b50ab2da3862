package souk.shared.problem;

/**
 * The business says no: an answer like any other, not trouble. It opens no circuit breaker, is not logged as an error
 * and becomes problem+json at HTTP. It carries no stack trace.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.code().code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
