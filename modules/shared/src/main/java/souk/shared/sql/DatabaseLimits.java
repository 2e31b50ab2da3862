package souk.shared.sql;

import java.time.Duration;

/**
 * How long anything with the database may take. Together they keep the promise that a caller hears of a dead database
 * within three seconds: waiting for a connection plus the work on it.
 *
 * @param acquire waiting for a connection, a new one or one that comes back
 * @param work a query or a whole transaction, measured here; past it the connection is closed, not reused
 * @param statement a statement, measured by the server, which then cancels it and keeps the connection
 * @param lock waiting for a lock, measured by the server
 * @param idleInTransaction after which the server ends a transaction whose client says nothing: for so long a frozen
 *     process keeps the rows that it locked from all others
 * @param waiting callers that may wait for a connection; the next one is refused at once
 */
public record DatabaseLimits(
        Duration acquire, Duration work, Duration statement, Duration lock, Duration idleInTransaction, int waiting) {

    public static final DatabaseLimits STANDARD = new DatabaseLimits(
            Duration.ofMillis(1_000),
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_200),
            Duration.ofMillis(800),
            Duration.ofMillis(1_000),
            100);

    public DatabaseLimits {
        if (statement.compareTo(work) >= 0 || lock.compareTo(statement) >= 0) {
            throw new IllegalArgumentException("lock < statement < work, so that the server gives up first");
        }
    }

    /**
     * Establishing a connection. Longer than a caller waits, so that on a machine that is too busy the next caller
     * finds it instead of beginning anew.
     */
    public Duration connect() {
        return acquire.multipliedBy(2);
    }

    /** For work that nobody waits for at HTTP, such as imports and sweeps. */
    public DatabaseLimits withWork(Duration longer) {
        return new DatabaseLimits(
                acquire, longer, longer.minus(work.minus(statement)), lock, idleInTransaction, waiting);
    }
}
