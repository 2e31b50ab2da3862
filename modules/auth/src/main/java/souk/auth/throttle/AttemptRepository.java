package souk.auth.throttle;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import souk.shared.sql.Database;

/** Attempts of the last minutes that failed or are under way; those that succeeded are not there. */
final class AttemptRepository {

    /** First the name, then the address, so that nobody waits in a circle. A crash may forget the last attempts. */
    private static final String LOCK = """
            SELECT set_config('synchronous_commit', 'off', true),
                   pg_advisory_xact_lock($1::bigint), pg_advisory_xact_lock($2::bigint)""";

    /** An attempt that nobody settled has failed as soon as its request must be over. */
    private static final String ADMIT = """
            WITH tried AS (
                SELECT count(*) FILTER (WHERE name = $2::bytea) AS of_name,
                       count(*) FILTER (WHERE address = $3::bytea) AS of_address,
                       count(*) FILTER (WHERE name = $2::bytea AND failed) AS name_failures,
                       count(*) FILTER (WHERE address = $3::bytea AND failed) AS address_failures
                  FROM (SELECT name, address, settled OR at < clock_timestamp() - interval '5 s' AS failed
                          FROM login_attempts
                         WHERE (name = $2::bytea OR address = $3::bytea)
                           AND at > clock_timestamp() - make_interval(secs => $6::int)) AS lately),
            admitted AS (
                INSERT INTO login_attempts (id, name, address)
                SELECT $1::uuid, $2::bytea, $3::bytea
                  FROM tried
                 WHERE of_name < $4::int AND of_address < $5::int
                RETURNING id)
            SELECT EXISTS (SELECT 1 FROM admitted) AS admitted,
                   name_failures >= $4::int OR address_failures >= $5::int AS blocked
              FROM tried""";

    private static final String BLOCKED_FOR = """
            SELECT ceil(extract(epoch FROM greatest(
                       (SELECT at FROM login_attempts WHERE name = $1::bytea ORDER BY at DESC OFFSET $3::int - 1 LIMIT 1),
                       (SELECT at FROM login_attempts WHERE address = $2::bytea ORDER BY at DESC OFFSET $4::int - 1 LIMIT 1))
                   + make_interval(secs => $5::int) - clock_timestamp()))::int AS seconds""";

    private static final String SETTLE = "UPDATE login_attempts SET settled = true WHERE id = $1::uuid";

    private static final String UNDO = "DELETE FROM login_attempts WHERE id = $1::uuid";

    private static final String SWEEP = """
            DELETE FROM login_attempts
             WHERE id IN (SELECT id
                            FROM login_attempts
                           WHERE at < clock_timestamp() - make_interval(secs => $1::int)
                           LIMIT 5000
                             FOR UPDATE SKIP LOCKED)""";

    private final Database database;
    private final LoginLimits limits;

    /** What may happen to an attempt. */
    enum Verdict {
        ADMITTED,
        /** As many as may fail are under way; one of them may yet succeed. */
        FULL,
        BLOCKED
    }

    AttemptRepository(Database database, LoginLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    /** Counts the attempt, before it is made, unless there were too many. */
    Future<Verdict> admit(Attempt attempt) {
        return database.transaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(attempt.nameLock(), attempt.addressLock()))
                .compose(locked -> admit(connection, attempt)));
    }

    /** Seconds until one more attempt is let in; at least 1. */
    Future<Integer> blockedFor(Attempt attempt) {
        return database.query(
                        BLOCKED_FOR,
                        Buffer.buffer(attempt.name()),
                        Buffer.buffer(attempt.address()),
                        limits.perName(),
                        limits.perAddress(),
                        limits.windowSeconds())
                .map(rows -> rows.iterator().next().getInteger("seconds"))
                .map(seconds -> seconds == null ? 1 : Math.max(1, seconds));
    }

    /** The password was wrong. */
    Future<Void> settle(Attempt attempt) {
        return database.query(SETTLE, attempt.id()).mapEmpty();
    }

    /** It was right, or was never looked at. */
    Future<Void> undo(Attempt attempt) {
        return database.query(UNDO, attempt.id()).mapEmpty();
    }

    Future<Integer> sweep() {
        return database.query(SWEEP, limits.windowSeconds()).map(RowSet::rowCount);
    }

    private Future<Verdict> admit(SqlConnection connection, Attempt attempt) {
        return connection
                .preparedQuery(ADMIT)
                .execute(Database.tuple(
                        attempt.id(),
                        Buffer.buffer(attempt.name()),
                        Buffer.buffer(attempt.address()),
                        limits.perName(),
                        limits.perAddress(),
                        limits.windowSeconds()))
                .map(rows -> rows.iterator().next())
                .map(row -> {
                    if (row.getBoolean("admitted")) {
                        return Verdict.ADMITTED;
                    }
                    return row.getBoolean("blocked") ? Verdict.BLOCKED : Verdict.FULL;
                });
    }
}
