package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Ledger;

/** What an inbox forgets. Aggregates have ids of the time at which they came to be. */
class InboxSweepTest {

    private static final Duration KEPT = Housekeeping.VERSIONS_KEPT;

    private static Ledger ledger;
    private static Database database;
    private final InboxRepository inbox = new InboxRepository("settlement");

    @BeforeAll
    static void create() {
        ledger = Ledger.create();
        ledger.apply("inbox");
        database = Database.open(ledger.vertx, ledger.config);
    }

    @AfterAll
    static void drop() {
        await(database.close());
        ledger.close();
    }

    @AfterEach
    void empty() {
        ledger.database.execute("TRUNCATE inbox, inbox_versions");
    }

    private static UUID born(String ago) {
        return UUID.fromString(ledger.database.value("SELECT uuidv7(interval '-" + ago + "')::text"));
    }

    private UUID seen(String bornAgo, String seenAgo) {
        var aggregate = born(bornAgo);
        admit(event(aggregate, 1));
        ledger.database.execute("UPDATE inbox_versions SET seen_at = now() - interval '" + seenAgo
                + "' WHERE aggregate_id = '" + aggregate + "'");
        return aggregate;
    }

    private static boolean knows(UUID aggregate) {
        return ledger.database.number("SELECT count(*) FROM inbox_versions WHERE aggregate_id = '" + aggregate + "'")
                == 1;
    }

    private List<Event> admit(Event... events) {
        return await(database.transaction(connection -> inbox.admit(connection, List.of(events))));
    }

    private static Event event(UUID aggregate, long version) {
        return Event.of(aggregate, version, "order.placed", Map.of("quantity", 2));
    }

    @Test
    void forgetsTheVersionsOfAggregatesThatWereNotSeenForLonger() {
        var old = seen("40 days", "31 days");
        var young = seen("40 days", "29 days");
        assertThat(await(inbox.sweepVersions(database, KEPT))).isEqualTo(1);
        assertThat(knows(old)).isFalse();
        assertThat(knows(young)).isTrue();
    }

    @Test
    void keepsAnAggregateHoweverOldItIsWhileItIsSeen() {
        var lively = seen("400 days", "1 hour");
        assertThat(await(inbox.sweepVersions(database, KEPT))).isZero();
        assertThat(admit(event(lively, 1))).isEmpty();
        assertThat(admit(event(lively, 2))).hasSize(1);
    }

    @Test
    void remembersVersionsForLongerThanAnOutboxKeepsItsEvents() {
        assertThat(KEPT).isGreaterThan(OutboxRelay.Settings.STANDARD.keep()).isGreaterThan(Housekeeping.KEPT);
    }

    @Test
    void leavesTheAggregatesOfOtherConsumersAlone() {
        var old = seen("40 days", "31 days");
        assertThat(await(new InboxRepository("mail").sweepVersions(database, KEPT)))
                .isZero();
        assertThat(knows(old)).isTrue();
    }

    @Test
    void forgetsManyInSeveralTransactions() {
        ledger.database.execute("""
                INSERT INTO inbox_versions (consumer, aggregate_id, version, seen_at)
                SELECT 'settlement', uuidv7(interval '-40 days'), 1, now() - interval '35 days'
                  FROM generate_series(1, 4500)""");
        assertThat(await(inbox.sweepVersions(database, KEPT))).isEqualTo(4_500);
        assertThat(ledger.database.number("SELECT count(*) FROM inbox_versions"))
                .isZero();
    }

    @Test
    void doesNotEvenLookAtAggregatesThatAreTooYoung() {
        ledger.database.execute("""
                INSERT INTO inbox_versions (consumer, aggregate_id, version)
                SELECT 'settlement', uuidv7(interval '-1 second' * n), 1 FROM generate_series(1, 20000) n""");
        ledger.database.execute("ANALYZE inbox_versions");
        var sweep = InboxRepository.SWEEP_VERSIONS
                .replace("$1", "'settlement'")
                .replace("$2", Long.toString(KEPT.toSeconds()))
                .replace("$3", "2000")
                .replace("$4", "'" + UuidV7.firstOf(Instant.now().minus(KEPT)) + "'");
        var plan = ledger.database.value("EXPLAIN (ANALYZE, FORMAT JSON) " + sweep);
        assertThat(plan).contains("Index Cond").doesNotContain("Seq Scan");
        assertThat(plan).containsPattern("\"Index Cond\": \"[^\"]*aggregate_id < ");
    }

    @Test
    void doesNotForgetAnAggregateOfWhichAnEventIsJustComingIn() {
        var old = seen("40 days", "31 days");
        var admitted = Promise.<Void>promise();
        var swept = Promise.<Void>promise();
        var coming = database.transaction(
                connection -> inbox.admit(connection, List.of(event(old, 2))).compose(fresh -> {
                    admitted.tryComplete();
                    return swept.future().map(fresh);
                }));
        await(admitted.future());
        assertThat(await(inbox.sweepVersions(database, KEPT))).isZero();
        swept.complete();
        assertThat(await(coming)).hasSize(1);
        assertThat(admit(event(old, 2))).isEmpty();
    }
}
