package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/**
 * A service's database. Everything here ends in time: a database that is frozen, gone or restarting becomes
 * {@link Trouble} within {@link DatabaseLimits#acquire} plus {@link DatabaseLimits#work}, and the connection that did
 * not answer is closed rather than reused. A failed future otherwise carries a {@code Refusal} of the work itself or
 * the server's own error, see {@link SqlFailure}.
 *
 * <p>Cast every parameter in the SQL ({@code $1::uuid}, {@code $2::text::jsonb}); pass sets as arrays
 * ({@code unnest($1::uuid[], $2::bigint[])}); an {@link Instant} is sent as {@code timestamptz}.
 */
public final class Database {

    private static final int ATTEMPTS = 4;
    private static final long CHECK_AGAIN_MILLIS = 100;
    private static final Duration TOLERATED_CLOCK_SKEW = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final DatabaseLimits limits;
    private final Connections connections;

    private Database(Vertx vertx, DatabaseConfig config) {
        this.vertx = vertx;
        this.limits = config.limits();
        this.connections = new Connections(vertx, config);
    }

    /** Does not connect yet; see {@link #check}. */
    public static Database open(Vertx vertx, DatabaseConfig config) {
        return new Database(vertx, config);
    }

    /** One statement in a transaction of its own. It is never repeated. */
    public Future<RowSet<Row>> query(String sql, Object... parameters) {
        return connection(connection -> connection.preparedQuery(sql).execute(tuple(parameters)));
    }

    /**
     * Commits what the work did, or nothing of it if its future fails. Run again from the start, at most three times,
     * when it met another transaction (40001, 40P01), so the work must have no effect outside the database. After
     * {@link Trouble} it may still have been committed.
     */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return attempt(work, 1, System.nanoTime());
    }

    /** Several statements on one connection without a transaction around them. */
    public <T> Future<T> connection(Function<SqlConnection, Future<T>> work) {
        return leased(work).recover(error -> Future.failedFuture(meaning(error)));
    }

    /** Lets requests share statements; to be made on the event loop that the requests come on. */
    public <Q, A> Batcher<Q, A> batcher(Batcher.Limits limits, Function<List<Q>, Future<List<Verdict<A>>>> run) {
        return new Batcher<>(vertx, limits, run);
    }

    /** Succeeds if the database answers, takes writes, and its clock and ours differ by at most 30 s. */
    public Future<Void> check() {
        return query("SELECT pg_is_in_recovery() AS standby, clock_timestamp() AS at")
                .compose(rows -> {
                    var row = rows.iterator().next();
                    var skew = Duration.between(row.getOffsetDateTime("at").toInstant(), Instant.now());
                    if (row.getBoolean("standby")) {
                        return Future.failedFuture(Trouble.because("the database is a standby"));
                    }
                    return skew.abs().compareTo(TOLERATED_CLOCK_SKEW) > 0
                            ? Future.failedFuture(Trouble.because("this clock is off the database's by " + skew))
                            : Future.succeededFuture();
                });
    }

    /** For the start of a service: repeats {@link #check} until it succeeds, or fails as it failed last. */
    public Future<Void> awaitReady(Duration patience) {
        var giveUpAt = System.nanoTime() + patience.toNanos();
        return check().recover(error -> System.nanoTime() - giveUpAt < 0
                ? vertx.timer(CHECK_AGAIN_MILLIS)
                        .compose(rested -> awaitReady(Duration.ofNanos(giveUpAt - System.nanoTime())))
                : Future.failedFuture(error));
    }

    /** Physical connections that are open or being opened. */
    public int openConnections() {
        return connections.open();
    }

    /** Fails what is under way; the caller drains before. */
    public Future<Void> close() {
        return connections.close();
    }

    /** Parameters in order, for a statement inside {@link #transaction} or {@link #connection}. */
    public static Tuple tuple(Object... parameters) {
        return Tuple.from(Arrays.stream(parameters)
                .map(value -> value instanceof Instant at ? OffsetDateTime.ofInstant(at, ZoneOffset.UTC) : value)
                .toList());
    }

    private <T> Future<T> attempt(Function<SqlConnection, Future<T>> work, int number, long begun) {
        return leased(connection -> inTransaction(connection, work)).recover(error -> {
            var lostARace = SqlFailure.of(error).kind() == SqlFailure.Kind.SERIALIZATION;
            var timeLeft = System.nanoTime() - begun < limits.acquire().toNanos();
            if (lostARace && timeLeft && number < ATTEMPTS) {
                return pause(number).compose(rested -> attempt(work, number + 1, begun));
            }
            return Future.failedFuture(meaning(error));
        });
    }

    /** A random pause, so that two transactions that met do not meet again. */
    private Future<Void> pause(int attempt) {
        var millis = ThreadLocalRandom.current().nextLong(1, 20L * attempt);
        return vertx.timer(millis).mapEmpty();
    }

    private static <T> Future<T> inTransaction(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
        return connection
                .begin()
                .compose(transaction -> guarded(work, connection)
                        .compose(
                                result -> transaction.commit().map(result),
                                error -> transaction.rollback().transform(undone -> Future.failedFuture(error))));
    }

    /** A work that throws instead of failing its future. */
    private static <T> Future<T> guarded(Function<SqlConnection, Future<T>> work, SqlConnection connection) {
        return Future.succeededFuture(connection).compose(work);
    }

    private <T> Future<T> leased(Function<SqlConnection, Future<T>> work) {
        return connections
                .acquire()
                .recover(error -> Future.failedFuture(notAcquired(error)))
                .compose(connection -> bounded(connection, work));
    }

    private <T> Future<T> bounded(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
        var outcome = Promise.<T>promise();
        var timer = vertx.setTimer(limits.work().toMillis(), id -> {
            connections.discard(connection);
            outcome.tryFail(Trouble.because("no answer of the database in time"));
        });
        guarded(work, connection).onComplete(result -> {
            if (!vertx.cancelTimer(timer)) {
                return;
            }
            if (result.failed() && isLost(connection, result.cause())) {
                connections.discard(connection);
                outcome.fail(new Trouble("the connection to the database is lost", result.cause()));
            } else {
                connection.close();
                outcome.handle(result);
            }
        });
        return outcome.future();
    }

    private static boolean isLost(SqlConnection connection, Throwable error) {
        return !(error instanceof Refusal)
                && (SqlFailure.of(error).kind() == SqlFailure.Kind.AWAY || !Connections.isAlive(connection));
    }

    private static Throwable notAcquired(Throwable error) {
        return error instanceof ConnectionPoolTooBusyException
                ? Trouble.busy("too many callers wait for a connection")
                : new Trouble("no connection to the database", error);
    }

    private static Throwable meaning(Throwable error) {
        var passing = !(error instanceof Refusal)
                && !(error instanceof Trouble)
                && SqlFailure.of(error).isPassing();
        return passing ? new Trouble("the database could not do it now", error) : error;
    }
}
