package souk.shared.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import souk.shared.async.Rounds;
import souk.shared.http.Answer;
import souk.shared.http.ProblemResponse;
import souk.shared.json.WireJson;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/**
 * Lets a request with an Idempotency-Key take effect once, for effects that are one transaction. Needs the table of
 * {@code db/fragments/request_keys.sql}.
 */
public final class RequestKeys {

    public static final String REPLAYED = "idempotency-replayed";

    private static final String CLAIM = """
            INSERT INTO request_keys (caller, route, key, request_hash, status, headers, body)
            VALUES ($1::text, $2::text, $3::text, $4::bytea, $5::int, $6::text::jsonb, $7::text)
            ON CONFLICT DO NOTHING
            RETURNING 1""";

    private static final String SETTLE = """
            UPDATE request_keys
               SET status = $4::int, headers = $5::text::jsonb, body = $6::text
             WHERE caller = $1::text AND route = $2::text AND key = $3::text""";

    private static final String FIND = """
            SELECT request_hash = $4::bytea AS same, status, headers::text AS headers, body
              FROM request_keys
             WHERE caller = $1::text AND route = $2::text AND key = $3::text""";

    private static final String FINISH = """
            UPDATE request_keys
               SET status = $4::int, headers = $5::text::jsonb, body = $6::text
             WHERE caller = $1::text AND route = $2::text AND key = $3::text AND status IS NULL""";

    private static final String KEPT = """
            SELECT true AS same, status, headers::text AS headers, body
              FROM request_keys
             WHERE caller = $1::text AND route = $2::text AND key = $3::text""";

    private static final String SWEEP = """
            DELETE FROM request_keys
             WHERE (caller, route, key) IN (
                   SELECT caller, route, key FROM request_keys
                    WHERE created_at < now() - $1::float8 * interval '1 second'
                    ORDER BY created_at LIMIT $2::int)""";

    private static final int SWEPT_AT_ONCE = 1_000;

    private final Database database;

    /** What a key is known by. */
    public record Name(String caller, String route, String key) {}

    public RequestKeys(Database database) {
        this.database = database;
    }

    /**
     * Runs the effect and stores its answer in the same transaction. A repeat gets the stored answer, with
     * {@value #REPLAYED}; a twin that is still under way is waited for. A refusal of the effect undoes what it did, is
     * stored too and comes back as an answer, not as a failed future. Other failures store nothing. Refuses with
     * {@code idempotency-key-reused} or {@code request-in-flight}.
     */
    public Future<Answer> once(KeyedRequest request, Function<SqlConnection, Future<Answer>> effect) {
        return begin(request, connection -> effect.apply(connection).map(Optional::of))
                .map(Optional::orElseThrow);
    }

    /**
     * As {@link #once}, for what is only begun in this transaction: where the effect gives no answer yet, the key stays
     * claimed, and repeats are {@code request-in-flight}, until somebody gives it one by {@link #finish}.
     */
    public Future<Optional<Answer>> begin(
            KeyedRequest request, Function<SqlConnection, Future<Optional<Answer>>> effect) {
        return database.transaction(connection -> claim(connection, request, null)
                        .compose(mine -> mine
                                ? perform(connection, request, effect)
                                : replay(connection, request).map(Optional::of)))
                .recover(error -> error instanceof EffectRefused refused
                        ? keep(request, refusal(request, refused.problem)).map(Optional::of)
                        : Future.failedFuture(error));
    }

    /**
     * Gives a claimed key its answer, in the transaction that decides it. The first answer counts: what it gives is the
     * one that is kept.
     */
    public static Future<Answer> finish(SqlConnection connection, Name name, Answer answer) {
        return connection
                .preparedQuery(FINISH)
                .execute(Database.tuple(
                        name.caller(),
                        name.route(),
                        name.key(),
                        answer.status(),
                        WireJson.text(answer.headers()),
                        text(answer)))
                .compose(finished -> finished.rowCount() == 1
                        ? Future.succeededFuture(answer)
                        : connection
                                .preparedQuery(KEPT)
                                .execute(Database.tuple(name.caller(), name.route(), name.key()))
                                .compose(rows -> rows.size() == 0
                                        ? Future.succeededFuture(answer)
                                        : stored(rows.iterator().next())));
    }

    /** Forgets what is older, in short transactions; gives how many it forgot. */
    public Future<Integer> sweep(Duration age) {
        var removed = new AtomicInteger();
        return Rounds.whileTrue(() -> database.query(SWEEP, (double) age.toSeconds(), SWEPT_AT_ONCE)
                        .map(rows -> {
                            removed.addAndGet(rows.rowCount());
                            return rows.rowCount() == SWEPT_AT_ONCE;
                        }))
                .map(done -> removed.get());
    }

    /** Waits for a twin that claimed first; false if that one committed. */
    private static Future<Boolean> claim(SqlConnection connection, KeyedRequest request, Answer answer) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Database.tuple(
                        request.caller(),
                        request.route(),
                        request.key(),
                        Buffer.buffer(request.hash()),
                        answer == null ? null : answer.status(),
                        answer == null ? null : WireJson.text(answer.headers()),
                        answer == null ? null : text(answer)))
                .map(rows -> rows.rowCount() == 1)
                .recover(error -> Future.failedFuture(
                        SqlFailure.of(error).kind() == SqlFailure.Kind.LOCK_TIMEOUT ? inFlight() : error));
    }

    private static Future<Optional<Answer>> perform(
            SqlConnection connection, KeyedRequest request, Function<SqlConnection, Future<Optional<Answer>>> effect) {
        return Future.succeededFuture(connection)
                .compose(effect)
                .recover(error -> Future.failedFuture(
                        error instanceof Refusal refusal ? new EffectRefused(refusal.problem()) : error))
                .compose(answer -> answer.map(given -> settle(connection, request, given))
                        .orElseGet(Future::succeededFuture)
                        .map(settled -> answer));
    }

    private static Future<Void> settle(SqlConnection connection, KeyedRequest request, Answer answer) {
        return connection
                .preparedQuery(SETTLE)
                .execute(Database.tuple(
                        request.caller(),
                        request.route(),
                        request.key(),
                        answer.status(),
                        WireJson.text(answer.headers()),
                        text(answer)))
                .mapEmpty();
    }

    /** The refused transaction is gone; a twin may have succeeded since, and then its answer is the first one. */
    private Future<Answer> keep(KeyedRequest request, Answer answer) {
        return database.transaction(connection -> claim(connection, request, answer)
                .compose(mine -> mine ? Future.succeededFuture(answer) : replay(connection, request)));
    }

    private static Future<Answer> replay(SqlConnection connection, KeyedRequest request) {
        return connection
                .preparedQuery(FIND)
                .execute(
                        Database.tuple(request.caller(), request.route(), request.key(), Buffer.buffer(request.hash())))
                .compose(rows -> {
                    var found = rows.iterator();
                    return found.hasNext()
                            ? stored(found.next())
                            : Future.failedFuture(Trouble.because("a request key went away while it was read"));
                });
    }

    private static Future<Answer> stored(Row row) {
        if (!row.getBoolean("same")) {
            return Future.failedFuture(
                    Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key belongs to another request.")
                            .refusal());
        }
        if (row.getInteger("status") == null) {
            return Future.failedFuture(inFlight());
        }
        var headers = new HashMap<String, String>();
        WireJson.read(row.getString("headers"), JsonNode.class)
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.put(REPLAYED, "true");
        var body = row.getString("body");
        return Future.succeededFuture(
                new Answer(row.getInteger("status"), headers, body == null ? null : Buffer.buffer(body)));
    }

    private static Refusal inFlight() {
        return Problem.of(ProblemCode.REQUEST_IN_FLIGHT, "A request with this Idempotency-Key is still under way.")
                .with("retryAfter", 1)
                .refusal();
    }

    private static Answer refusal(KeyedRequest request, Problem problem) {
        var body = problem.toJson(request.instance(), request.traceId());
        return new Answer(problem.status(), ProblemResponse.headersOf(problem), Buffer.buffer(body.toString()));
    }

    private static String text(Answer answer) {
        return answer.body() == null ? null : answer.body().toString();
    }

    /** Tells a refusal of the effect from a refusal of the key. */
    private static final class EffectRefused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        EffectRefused(Problem problem) {
            super(problem.code().code(), null, false, false);
            this.problem = problem;
        }
    }
}
