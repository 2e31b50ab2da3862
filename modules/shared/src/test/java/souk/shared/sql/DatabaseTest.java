package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.testing.FaultProxy;

class DatabaseTest {

    private static final String INSERT = "INSERT INTO accounts VALUES ($1::uuid, $2::text, $3::bigint)";
    private static Ledger ledger;
    private Database database;
    private Database inProduction;

    @BeforeAll
    static void create() {
        ledger = Ledger.create();
    }

    @AfterAll
    static void drop() {
        ledger.close();
    }

    @BeforeEach
    void open() {
        database = Database.open(ledger.vertx, ledger.config);
        inProduction = Database.open(ledger.vertx, ledger.config.withLimits(DatabaseLimits.STANDARD));
    }

    @AfterEach
    void close() {
        await(database.close());
        await(inProduction.close());
        ledger.database.execute("TRUNCATE accounts");
    }

    @Test
    void rollsBackATransactionWhoseWorkFails() {
        var failure = failureOf(database.transaction(connection ->
                insert(connection, "a").compose(done -> Future.failedFuture(new IllegalStateException("no")))));
        assertThat(failure).hasMessage("no");
        assertThat(accounts()).isZero();
    }

    @Test
    void rollsBackATransactionWhoseWorkThrows() {
        var failure = failureOf(
                database.transaction(connection -> insert(connection, "a").compose(done -> {
                    throw new IllegalArgumentException("thrown");
                })));
        assertThat(failure).hasMessage("thrown");
        assertThat(accounts()).isZero();
    }

    @Test
    void doesNotCommitWhatFollowedASwallowedSqlError() {
        var failure = failureOf(database.transaction(connection -> insert(connection, "a")
                .compose(done -> connection.query("SELECT 1 / 0").execute().otherwiseEmpty())));
        assertThat(failure).isNotNull();
        assertThat(accounts()).isZero();
    }

    @Test
    void letsARefusalThroughUnchanged() {
        var refusal = Problem.of(ProblemCode.NOT_FOUND, "gone").refusal();
        assertThat(failureOf(database.transaction(connection -> Future.failedFuture(refusal))))
                .isInstanceOf(Refusal.class)
                .isSameAs(refusal);
    }

    @Test
    void namesTheViolatedConstraint() {
        await(database.query(INSERT, UUID.randomUUID(), "a", 1L));
        var twin = SqlFailure.of(failureOf(database.query(INSERT, UUID.randomUUID(), "a", 1L)));
        assertThat(twin.kind()).isEqualTo(SqlFailure.Kind.UNIQUE_VIOLATION);
        assertThat(twin.violates("accounts_name_unique")).isTrue();
        var debt = SqlFailure.of(failureOf(database.query(INSERT, UUID.randomUUID(), "b", -1L)));
        assertThat(debt.violates("balance_not_negative")).isTrue();
        assertThat(debt.kind()).isEqualTo(SqlFailure.Kind.CHECK_VIOLATION);
    }

    @Test
    void theServiceRoleMayNotDoWhatNoMigrationGrants() {
        assertThat(SqlFailure.of(failureOf(database.query("DROP TABLE accounts")))
                        .sqlState())
                .isEqualTo("42501");
    }

    @Test
    void setsEveryLimitOnEachConnection() {
        var row = await(inProduction.query("""
                        SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
                               current_setting('idle_in_transaction_session_timeout') AS idle,
                               current_setting('application_name') AS name""")).iterator().next();
        assertThat(row.getString("statement")).isEqualTo("1200ms");
        assertThat(row.getString("lock")).isEqualTo("800ms");
        assertThat(row.getString("idle")).isEqualTo("1s");
        assertThat(row.getString("name")).isEqualTo("ledger-1");
    }

    @Test
    void sendsInstantsAndArraysOfIds() {
        var ids = new UUID[] {UUID.randomUUID(), UUID.randomUUID()};
        var at = Instant.parse("2026-01-02T03:04:05Z");
        var row = await(database.query(
                        "SELECT count(*) AS n, $2::timestamptz AS at FROM unnest($1::uuid[]) AS id", ids, at))
                .iterator()
                .next();
        assertThat(row.getLong("n")).isEqualTo(2);
        assertThat(row.getOffsetDateTime("at").toInstant()).isEqualTo(at);
    }

    @Test
    void runsATransactionAgainThatLostARaceAndGivesUpAfterThreeRepeats() {
        var runs = new AtomicInteger();
        var once = database.transaction(
                connection -> runs.incrementAndGet() == 1 ? raise(connection, "40001") : insert(connection, "a"));
        await(once);
        assertThat(runs).hasValue(2);
        runs.set(0);
        var always = failureOf(database.transaction(connection -> {
            runs.incrementAndGet();
            return raise(connection, "40P01");
        }));
        assertThat(always).isInstanceOf(Trouble.class);
        assertThat(runs).hasValue(4);
    }

    @Test
    void becomesTroubleWhenALockIsHeldForTooLong() throws Exception {
        await(database.query(INSERT, UUID.randomUUID(), "a", 1L));
        try (var other = ledger.database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("UPDATE accounts SET balance = 2");
            var failure = failureOf(database.query("UPDATE accounts SET balance = 3"));
            assertThat(failure).isInstanceOf(Trouble.class);
            assertThat(SqlFailure.of(failure).kind()).isEqualTo(SqlFailure.Kind.LOCK_TIMEOUT);
            other.rollback();
        }
    }

    @Test
    void closesAConnectionThatTheServerMadeReadOnly() {
        var first = await(database.query("SELECT pg_backend_pid() AS pid"));
        assertThat(failureOf(database.transaction(connection -> raise(connection, "25006"))))
                .isInstanceOf(Trouble.class);
        var second = await(database.query("SELECT pg_backend_pid() AS pid"));
        assertThat(second.iterator().next().getInteger("pid"))
                .isNotEqualTo(first.iterator().next().getInteger("pid"));
    }

    @Test
    void waitsAtTheStartUntilTheDatabaseIsThere() {
        try (var proxy = FaultProxy.to(ledger.database.server().port())) {
            proxy.cut();
            var early = Database.open(ledger.vertx, ledger.through(proxy.port()));
            var ready = early.awaitReady(Duration.ofSeconds(10));
            assertThat(failureOf(early.awaitReady(Duration.ofMillis(200)))).isInstanceOf(Trouble.class);
            assertThat(ready.isComplete()).isFalse();
            proxy.pass();
            await(ready);
            await(early.close());
        }
    }

    @Test
    void aWorkThatNeverEndsIsTroubleAndCostsNoPlaceInThePool() {
        var stuck = new ArrayList<Future<Void>>();
        for (var i = 0; i < 8; i++) {
            stuck.add(inProduction.transaction(
                    connection -> Promise.<Void>promise().future()));
        }
        stuck.forEach(one -> assertThat(failureOf(one)).isInstanceOf(Trouble.class));
        await(inProduction.check());
        assertThat(inProduction.openConnections()).isLessThanOrEqualTo(ledger.config.poolSize());
    }

    @Test
    void refusesAtOnceWhenTooManyWaitForAConnection() {
        var sleeping = new ArrayList<Future<?>>();
        for (var i = 0; i < 150; i++) {
            sleeping.add(inProduction.query("SELECT pg_sleep(0.4)"));
        }
        var failed = sleeping.stream()
                .map(one -> await(one.<Throwable>transform(
                        result -> Future.succeededFuture(result.failed() ? result.cause() : null))))
                .filter(Trouble.class::isInstance)
                .map(error -> ((Trouble) error).problem().code())
                .toList();
        assertThat(failed).contains(ProblemCode.BUSY, ProblemCode.UNAVAILABLE);
        await(inProduction.check());
    }

    @Test
    void aThousandAbortedRequestsLeaveThePoolWhole() {
        var limits = DatabaseLimits.STANDARD;
        var hasty = new DatabaseLimits(
                limits.acquire(),
                Duration.ofMillis(40),
                Duration.ofMillis(30),
                Duration.ofMillis(20),
                limits.idleInTransaction(),
                2_000);
        var impatient = Database.open(ledger.vertx, ledger.config.withLimits(hasty));
        for (var round = 0; round < 10; round++) {
            var aborted = new ArrayList<Future<?>>();
            for (var i = 0; i < 100; i++) {
                aborted.add(impatient.transaction(abortedIn(i)));
            }
            await(Future.join(aborted).otherwiseEmpty());
        }
        for (var i = 0; i < ledger.config.poolSize() * 3; i++) {
            Awaitility.await()
                    .until(() -> await(impatient
                            .transaction(
                                    connection -> connection.query("SELECT 1").execute())
                            .transform(result -> Future.succeededFuture(result.succeeded()))));
        }
        assertThat(impatient.openConnections()).isBetween(1, ledger.config.poolSize());
        Awaitility.await()
                .untilAsserted(() -> assertThat(backendsInTransaction()).isZero());
        assertThat(accounts()).isZero();
        await(impatient.close());
    }

    @Test
    void isReadyOnlyWhileTheDatabaseAnswers() {
        await(database.check());
        await(database.close());
        assertThat(failureOf(database.check())).isInstanceOf(Trouble.class);
    }

    private static Function<SqlConnection, Future<Object>> abortedIn(int number) {
        return switch (number % 4) {
            case 0 ->
                connection -> insert(connection, "x" + number)
                        .compose(done -> Promise.promise().future());
            case 1 ->
                connection -> connection.query("SELECT pg_sleep(5)").execute().mapEmpty();
            case 2 ->
                connection -> insert(connection, "y" + number).compose(done -> {
                    throw new IllegalStateException("abandoned");
                });
            default ->
                connection -> connection.query("SELECT nonsense").execute().mapEmpty();
        };
    }

    private static Future<Void> insert(SqlConnection connection, String name) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(UUID.randomUUID(), name, 1L))
                .mapEmpty();
    }

    private static Future<Void> raise(SqlConnection connection, String state) {
        return connection
                .query("DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '" + state + "'; END $$")
                .execute()
                .mapEmpty();
    }

    private static long accounts() {
        return ledger.database.number("SELECT count(*) FROM accounts");
    }

    private static long backendsInTransaction() {
        return ledger.database.number("""
                SELECT count(*) FROM pg_stat_activity
                 WHERE application_name = 'ledger-1' AND (state LIKE 'idle in transaction%' OR state = 'active')""");
    }
}
