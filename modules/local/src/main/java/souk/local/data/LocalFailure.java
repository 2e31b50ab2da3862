package souk.local.data;

/** Something that the user is told in one sentence and can act on; shown without a stack trace. */
public final class LocalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public LocalFailure(String message) {
        this(1, message, null);
    }

    public LocalFailure(String message, Throwable cause) {
        this(1, message, cause);
    }

    private LocalFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Told apart because scripts ask for it. */
    public static LocalFailure nothingRuns(DataDirectory data) {
        return new LocalFailure(3, "nothing runs in " + data.root() + ": start it with `souk up`", null);
    }

    public static LocalFailure runsAlready(String what) {
        return new LocalFailure(4, what, null);
    }

    /** 1 for trouble, 3 when nothing runs, 4 when something runs already. */
    public int exitCode() {
        return exitCode;
    }
}
