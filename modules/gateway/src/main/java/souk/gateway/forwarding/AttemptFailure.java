package souk.gateway.forwarding;

/** A try that brought no answer. */
final class AttemptFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    enum Kind {
        /** No connection was made: the instance has certainly not seen the request. */
        UNSENT,
        /** There was no free connection to the instance: not its fault, and it has not seen the request. */
        CROWDED,
        /** The connection ended before the answer did. */
        BROKEN,
        /** No answer in time. */
        LATE,
        /** The cluster has lost the instance. */
        LOST,
        /** Nobody waits for the answer any more. */
        ABANDONED;

        boolean certainlyUnseen() {
            return this == UNSENT || this == CROWDED;
        }
    }

    private final Kind kind;

    AttemptFailure(Kind kind, Throwable cause) {
        super(kind.name(), cause, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
