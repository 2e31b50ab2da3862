package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;
import souk.shared.sql.Database;
import souk.shared.sql.Ledger;
import souk.testing.FaultProxy;

class OutboxRelayTest {

    private static final OutboxRelay.Settings QUICK = settings(Duration.ofSeconds(10), Duration.ofMillis(20));
    private static final OutboxRelay.Settings SHORT_LEASE = settings(Duration.ofMillis(900), Duration.ofMillis(20));
    private static Ledger ledger;
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private Database database;
    private OutboxRepository outbox;

    @BeforeAll
    static void create() {
        ledger = Ledger.create();
        ledger.apply("outbox");
        ledger.apply("inbox");
        ledger.database.execute(
                "CREATE TABLE effects (aggregate_id uuid, version bigint, place bigint GENERATED ALWAYS AS IDENTITY)");
    }

    @AfterAll
    static void drop() {
        ledger.close();
    }

    @BeforeEach
    void open() {
        database = Database.open(ledger.vertx, ledger.config);
        outbox = new OutboxRepository(database);
    }

    @AfterEach
    void close() {
        relays.forEach(relay -> await(relay.close()));
        await(database.close());
        ledger.database.execute("TRUNCATE outbox, outbox_leases, inbox, inbox_versions, effects");
    }

    @Test
    void publishesEachEventInTheOrderOfItsAggregate() {
        add(30, 5);
        relay("one", this::receive);
        awaitPublished();
        assertThat(received).hasSize(150);
        assertThat(inOrder(received)).isTrue();
    }

    @Test
    void anEventOfATransactionThatFailsIsNeverSent() {
        relay("one", this::receive);
        var failed = database.transaction(connection -> OutboxRepository.add(connection, event(UUID.randomUUID(), 1))
                .compose(added -> Future.failedFuture(new IllegalStateException("no"))));
        Ledger.failureOf(failed);
        add(1, 1);
        awaitPublished();
        assertThat(received).hasSize(1);
    }

    @Test
    void wakingItSendsWithoutWaitingForThePoll() {
        var relay = relay("lazy", this::receive, settings(Duration.ofSeconds(10), Duration.ofSeconds(60)));
        Awaitility.await().until(() -> ledger.database.number("SELECT count(*) FROM outbox_leases") == 16);
        await(ledger.vertx.timer(50));
        add(1, 1);
        relay.wake();
        awaitPublished();
        assertThat(received).hasSize(1);
    }

    @Test
    void twoRelaysPublishEachEventOnceAndInOrderAsLongAsNobodyDies() {
        relay("one", this::receive);
        relay("two", this::receive);
        for (var round = 0; round < 10; round++) {
            add(10, 5);
        }
        awaitPublished();
        assertThat(received).hasSize(500);
        assertThat(inOrder(received)).isTrue();
    }

    @Test
    void aRelayThatIsClosedLeavesItsShardsToTheOtherAtOnce() {
        var first = relay("one", this::receive);
        Awaitility.await().until(() -> "one".equals(holders()));
        relay("two", this::receive);
        await(first.close());
        var begun = System.nanoTime();
        Awaitility.await().until(() -> "two".equals(holders()));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(QUICK.ttl());
    }

    @Test
    void aRelayCutOffBetweenSendingAndMarkingCannotMarkAfterItsSuccessorBegan() {
        try (var proxy = FaultProxy.to(ledger.database.server().port())) {
            var remote = Database.open(ledger.vertx, ledger.through(proxy.port()));
            var cutOff = new OutboxRelay(
                    ledger.vertx,
                    remote,
                    "one",
                    events -> {
                        proxy.freeze();
                        return consume(events);
                    },
                    SHORT_LEASE);
            cutOff.start();
            Awaitility.await().until(() -> "one".equals(holders()));
            add(5, 3);
            Awaitility.await().until(() -> effects() > 0);
            relay("two", this::consume);
            Awaitility.await().until(() -> "two".equals(holders()));
            proxy.pass();
            awaitPublished();
            await(cutOff.close());
            await(remote.close());
            assertThat(effects()).isEqualTo(15);
            assertThat(effectsOutOfOrder()).isZero();
            assertThat(ledger.database.number("SELECT min(epoch) FROM outbox_leases"))
                    .isGreaterThan(1);
        }
    }

    @Test
    void aStaleEpochMarksNothing() {
        add(1, 1);
        var old = await(new LeaseRepository(database, "old/1", Duration.ofSeconds(5)).claim());
        var event = await(outbox.pending(old.shards(), 10));
        expireLeases();
        var fresh = await(new LeaseRepository(database, "new/1", Duration.ofSeconds(5)).claim());
        assertThat(fresh.shards()).hasSize(16);
        assertThat(await(outbox.published(old, event))).isZero();
        var earlier = new LeaseRepository.Held("new/1", fresh.shards(), old.epochs(), fresh.until());
        assertThat(await(outbox.published(earlier, event))).isZero();
        var other = new LeaseRepository.Held("other/1", fresh.shards(), fresh.epochs(), fresh.until());
        assertThat(await(outbox.published(other, event))).isZero();
        assertThat(await(outbox.published(fresh, event))).isEqualTo(1);
    }

    @Test
    void aLeaseThatRanOutComesBackUnderANewEpochToItsOwnOwnerToo() {
        var leases = new LeaseRepository(database, "one", Duration.ofSeconds(5));
        var first = await(leases.claim());
        var second = await(leases.claim());
        expireLeases();
        var third = await(leases.claim());
        assertThat(second.epochs()).isEqualTo(first.epochs());
        assertThat(third.epochs()).isNotEqualTo(first.epochs());
    }

    @Test
    void troubleOfTheOtherSideIsWaitedForAndMakesNoDeadLetter() {
        var away = new AtomicBoolean(true);
        var tries = new AtomicInteger();
        add(3, 2);
        relay("one", events -> {
            tries.incrementAndGet();
            return away.get() ? Future.failedFuture(Trouble.because("away")) : receive(events);
        });
        Awaitility.await().until(() -> tries.get() > QUICK.attempts() + 1);
        away.set(false);
        awaitPublished();
        assertThat(received).hasSize(6);
        assertThat(await(outbox.lag()).deadLetters()).isZero();
    }

    @Test
    void aSinkThatNeverAnswersIsTroubleToo() {
        var stuck = new AtomicBoolean(true);
        add(1, 1);
        relay(
                "one",
                events -> stuck.getAndSet(false) ? Promise.<Void>promise().future() : receive(events),
                SHORT_LEASE);
        awaitPublished();
        assertThat(received).hasSize(1);
    }

    @Test
    void aRefusedEventBecomesADeadLetterThatHoldsBackItsOwnAggregateOnly() {
        var poisoned = UUID.randomUUID();
        var refusing = new AtomicBoolean(true);
        add(List.of(event(poisoned, 1), event(UUID.randomUUID(), 1), event(poisoned, 2)));
        relay(
                "one",
                events -> refusing.get()
                                && events.stream()
                                        .anyMatch(event -> event.aggregateId().equals(poisoned))
                        ? Future.failedFuture(
                                Problem.of(ProblemCode.INVALID, "unreadable").refusal())
                        : receive(events));
        Awaitility.await().until(() -> await(outbox.lag()).deadLetters() == 1);
        assertThat(received).hasSize(1);
        assertThat(await(outbox.lag()).pending()).isEqualTo(2);
        var letter = await(outbox.deadLetters(10)).get(0);
        assertThat(letter.event().aggregateVersion()).isEqualTo(1);
        assertThat(letter.reason()).contains("unreadable");
        refusing.set(false);
        assertThat(await(outbox.replay(letter.event().id()))).isTrue();
        awaitPublished();
        assertThat(received).hasSize(3);
        assertThat(inOrder(received)).isTrue();
    }

    @Test
    void aDiscardedDeadLetterLetsTheRestOfItsAggregateGo() {
        var poisoned = event(UUID.randomUUID(), 1);
        add(List.of(poisoned, event(poisoned.aggregateId(), 2)));
        relay(
                "one",
                events -> events.stream().anyMatch(event -> event.id().equals(poisoned.id()))
                        ? Future.failedFuture(
                                Problem.of(ProblemCode.INVALID, "no").refusal())
                        : receive(events));
        Awaitility.await().until(() -> await(outbox.lag()).deadLetters() == 1);
        assertThat(await(outbox.discard(poisoned.id()))).isTrue();
        awaitPublished();
        assertThat(received).extracting(Event::aggregateVersion).containsExactly(2L);
    }

    @Test
    void removesWhatWasPublishedLongAgoOnly() {
        add(2, 1);
        relay("one", this::receive);
        awaitPublished();
        ledger.database.execute("UPDATE outbox SET published_at = now() - interval '2 days'");
        add(1, 1);
        awaitPublished();
        assertThat(await(outbox.sweep(Duration.ofDays(1)))).isEqualTo(2);
        assertThat(ledger.database.number("SELECT count(*) FROM outbox")).isEqualTo(1);
    }

    @Test
    void removesMoreThanOnePortion() {
        ledger.database.execute("""
                INSERT INTO outbox (id, shard, aggregate_id, aggregate_version, type, payload, published_at)
                SELECT uuidv7(), 0, uuidv7(), 1, 'old', '{}', now() - interval '2 days' FROM generate_series(1, 4500)""");
        add(1, 1);
        assertThat(await(outbox.sweep(Duration.ofDays(1)))).isEqualTo(4500);
        assertThat(ledger.database.number("SELECT count(*) FROM outbox")).isEqualTo(1);
    }

    @Test
    void survivesRelaysThatComeAndGoAndASinkThatLosesAnswers() {
        var calls = new AtomicInteger();
        EventSink losing = events -> consume(events)
                .compose(done -> calls.incrementAndGet() % 3 == 0
                        ? Future.failedFuture(Trouble.because("the answer was lost"))
                        : Future.succeededFuture());
        for (var round = 0; round < 6; round++) {
            var relay = relay("relay-" + round, losing);
            add(10, 4);
            if (round % 2 == 0) {
                await(relay.close());
            }
        }
        awaitPublished();
        assertThat(effects()).isEqualTo(240);
        assertThat(effectsOutOfOrder()).isZero();
    }

    private static void expireLeases() {
        ledger.database.execute("UPDATE outbox_leases SET expires_at = now()");
    }

    private OutboxRelay relay(String name, EventSink sink) {
        return relay(name, sink, QUICK);
    }

    private OutboxRelay relay(String name, EventSink sink, OutboxRelay.Settings settings) {
        var relay = new OutboxRelay(ledger.vertx, database, name, sink, settings);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private Future<Void> receive(List<Event> events) {
        received.addAll(events);
        return Future.succeededFuture();
    }

    /** The other side: its effect is a row, in one transaction with its inbox. */
    private Future<Void> consume(List<Event> events) {
        var inbox = new InboxRepository("test");
        return database.transaction(connection -> inbox.admit(connection, events)
                .compose(admitted -> {
                    var all = Future.<Void>succeededFuture();
                    for (var event : admitted) {
                        all = all.compose(before -> connection
                                .preparedQuery("INSERT INTO effects VALUES ($1::uuid, $2::bigint)")
                                .execute(Database.tuple(event.aggregateId(), event.aggregateVersion()))
                                .mapEmpty());
                    }
                    return all;
                }));
    }

    private void add(int aggregates, int versions) {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < aggregates; i++) {
            ids.add(UUID.randomUUID());
        }
        for (var version = 1; version <= versions; version++) {
            var now = version;
            add(ids.stream().map(id -> event(id, now)).toList());
        }
    }

    private void add(List<Event> events) {
        await(database.transaction(connection -> OutboxRepository.add(connection, events)));
    }

    private static Event event(UUID aggregate, long version) {
        return Event.of(aggregate, version, "thing.happened", Map.of("version", version));
    }

    private void awaitPublished() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> ledger.database.number("SELECT count(*) FROM outbox WHERE published_at IS NULL") == 0);
    }

    private static String holders() {
        return ledger.database.value("""
                SELECT string_agg(DISTINCT split_part(owner, '/', 1), ',') FROM outbox_leases
                 WHERE expires_at > now()""");
    }

    private static long effects() {
        return ledger.database.number("SELECT count(*) FROM effects");
    }

    private static long effectsOutOfOrder() {
        return ledger.database.number("""
                SELECT count(*) FROM (
                  SELECT version, lag(version) OVER (PARTITION BY aggregate_id ORDER BY place) AS before FROM effects)
                 WHERE version <= before OR (before IS NULL AND version <> 1)""");
    }

    private static OutboxRelay.Settings settings(Duration ttl, Duration poll) {
        return new OutboxRelay.Settings(ttl, poll, 20, Duration.ofMillis(20), 3, Duration.ofHours(1));
    }

    private static boolean inOrder(List<Event> events) {
        var seen = new HashMap<UUID, Long>();
        return events.stream()
                .allMatch(event ->
                        event.aggregateVersion() == seen.merge(event.aggregateId(), 1L, (before, one) -> before + one));
    }
}
