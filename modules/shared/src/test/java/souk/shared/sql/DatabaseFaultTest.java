package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Trouble;
import souk.testing.FaultProxy;
import souk.testing.PostgresServer;
import souk.testing.TestDatabase;

class DatabaseFaultTest {

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(3);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(1);
    private static PostgresServer server;
    private static Ledger ledger;
    private FaultProxy proxy;
    private Database database;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        ledger = Ledger.on(TestDatabase.createOn(server));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        server.close();
    }

    @BeforeEach
    void openThroughAProxy() {
        proxy = FaultProxy.to(server.port());
        database = Database.open(ledger.vertx, Ledger.configOf(ledger.database.through(proxy.port())));
        await(database.awaitReady(Duration.ofSeconds(15)));
        Awaitility.await().until(this::everyConnectionIsInUse);
    }

    @AfterEach
    void close() {
        await(database.close());
        proxy.close();
    }

    @Test
    void aNetworkThatSwallowsEverythingIsTroubleInTimeAndHealsByItself() {
        proxy.freeze();
        everyCallerHearsOfTroubleInTime();
        var connections = proxy.connections();
        everyCallerHearsOfTroubleInTime();
        assertThat(proxy.connections())
                .as("frozen connections give up their place")
                .isGreaterThan(connections);
        proxy.pass();
        healsByItself();
    }

    @Test
    void aBrokenNetworkIsTroubleInTimeAndHealsByItself() {
        proxy.cut();
        everyCallerHearsOfTroubleInTime();
        proxy.pass();
        healsByItself();
    }

    @Test
    void aStoppedServerIsTroubleInTimeAndHealsByItself() {
        server.pause();
        try {
            everyCallerHearsOfTroubleInTime();
        } finally {
            server.resume();
        }
        healsByItself();
    }

    @Test
    void aKilledServerIsTroubleInTimeAndHealsByItself() {
        var underWay = database.query("SELECT pg_sleep(1)");
        server.kill();
        assertThat(failureOf(underWay)).isInstanceOf(Trouble.class);
        everyCallerHearsOfTroubleInTime();
        server.startAgain();
        healsByItself();
    }

    @Test
    void aRestartedServerIsTroubleAtMostAndHealsByItself() {
        var underWay = database.transaction(connection -> connection
                .query("SELECT pg_sleep(0.9)")
                .execute()
                .compose(slept -> connection.query("SELECT 1").execute()));
        server.startAgain();
        assertThat(failureOf(underWay)).isInstanceOf(Trouble.class);
        healsByItself();
    }

    @Test
    void anEndedBackendCostsItsOwnCallerOnly() {
        var victim = database.query("SELECT pg_sleep(1)");
        Awaitility.await().until(() -> ledger.database.number("""
                SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(1)%' AND state = 'active'""") == 1);
        ledger.database.value("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                 WHERE query LIKE 'SELECT pg_sleep(1)%' AND state = 'active' AND pid <> pg_backend_pid()""");
        assertThat(await(database.query("SELECT 1 AS one")).size()).isEqualTo(1);
        assertThat(failureOf(victim)).isInstanceOf(Trouble.class);
        healsByItself();
    }

    @Test
    void aCommitWhoseAnswerIsLostIsTroubleAndNotARefusal() {
        var id = UUID.randomUUID();
        var failure = failureOf(database.transaction(connection -> connection
                .preparedQuery("INSERT INTO accounts VALUES ($1::uuid, $1::uuid::text, 1)")
                .execute(Database.tuple(id))
                .onSuccess(inserted -> proxy.freeze())));
        assertThat(failure).isInstanceOf(Trouble.class);
        proxy.pass();
        healsByItself();
    }

    @Test
    void aSlowNetworkIsNotTrouble() {
        proxy.delay(Duration.ofMillis(30));
        await(database.transaction(connection -> connection.query("SELECT 1").execute()));
        await(database.check());
    }

    @Test
    void closesInTimeWhileTheDatabaseIsFrozen() {
        proxy.freeze();
        var underWay = database.query("SELECT 1");
        var begun = System.nanoTime();
        await(database.close());
        assertThat(failureOf(underWay)).isInstanceOf(Trouble.class);
        assertThat(since(begun)).isLessThan(HEARD_WITHIN);
        proxy.pass();
    }

    private boolean everyConnectionIsInUse() {
        var all = new ArrayList<Future<?>>();
        for (var i = 0; i < ledger.config.poolSize(); i++) {
            all.add(database.query("SELECT pg_sleep(0.05)"));
        }
        return await(Future.join(all).transform(result -> Future.succeededFuture(result.succeeded())));
    }

    private void everyCallerHearsOfTroubleInTime() {
        var begun = System.nanoTime();
        var callers = new ArrayList<Future<?>>();
        for (var i = 0; i < 20; i++) {
            callers.add(database.query("SELECT 1"));
            callers.add(database.transaction(
                    connection -> connection.query("SELECT 1").execute()));
        }
        for (var failure : callers.stream().map(Ledger::failureOf).toList()) {
            assertThat(failure).isInstanceOf(Trouble.class);
        }
        assertThat(since(begun)).isLessThan(HEARD_WITHIN);
    }

    /** From one second after the repair on, every request is answered. */
    private void healsByItself() {
        var begun = System.nanoTime();
        var answered = false;
        while (!answered && since(begun).compareTo(HEALED_WITHIN.multipliedBy(3)) < 0) {
            answered =
                    await(database.query("SELECT 1").transform(result -> Future.succeededFuture(result.succeeded())));
        }
        var took = since(begun);
        assertThat(took).isLessThan(HEALED_WITHIN);
        var burst = new ArrayList<Future<?>>();
        for (var i = 0; i < 20; i++) {
            burst.add(database.query("SELECT 1"));
        }
        await(Future.all(burst));
        assertThat(database.openConnections()).isLessThanOrEqualTo(ledger.config.poolSize());
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
