package souk.shared.outbox;

import static souk.shared.sql.Ledger.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import souk.shared.sql.Database;
import souk.shared.sql.Ledger;

/** An outbox, relays that publish it, and what is at their other end. */
final class PostOffice implements AutoCloseable {

    static final OutboxRelay.Settings QUICK = settings(Duration.ofSeconds(10), Duration.ofMillis(20));
    static final OutboxRelay.Settings SHORT_LEASE = settings(Duration.ofMillis(900), Duration.ofMillis(20));

    final Ledger ledger = Ledger.create();
    final List<Event> received = new CopyOnWriteArrayList<>();
    final Database database;
    final OutboxRepository outbox;
    private final List<OutboxRelay> relays = new ArrayList<>();

    PostOffice() {
        ledger.apply("outbox");
        ledger.database.execute(
                "CREATE TABLE effects (aggregate_id uuid, version bigint, place bigint GENERATED ALWAYS AS IDENTITY,"
                        + " PRIMARY KEY (aggregate_id, version))");
        database = Database.open(ledger.vertx, ledger.config);
        outbox = new OutboxRepository(database);
    }

    /** As it was in the beginning. */
    void clear() {
        relays.forEach(relay -> await(relay.close()));
        relays.clear();
        received.clear();
        ledger.database.execute("TRUNCATE outbox, outbox_leases, effects");
    }

    void expireLeases() {
        ledger.database.execute("UPDATE outbox_leases SET expires_at = now()");
    }

    OutboxRelay relay(String name, EventSink sink) {
        return relay(name, sink, QUICK);
    }

    OutboxRelay relay(String name, EventSink sink, OutboxRelay.Settings settings) {
        var relay = new OutboxRelay(ledger.vertx, database, name, sink, settings);
        relays.add(relay);
        relay.start();
        return relay;
    }

    Future<Void> receive(List<Event> events) {
        received.addAll(events);
        return Future.succeededFuture();
    }

    /** The other side: its effect is a row, which can be there once. */
    Future<Void> consume(List<Event> events) {
        return database.transaction(connection -> {
            var all = Future.<Void>succeededFuture();
            for (var event : events) {
                all = all.compose(before -> connection
                        .preparedQuery("INSERT INTO effects VALUES ($1::uuid, $2::bigint) ON CONFLICT DO NOTHING")
                        .execute(Database.tuple(event.aggregateId(), event.aggregateVersion()))
                        .mapEmpty());
            }
            return all;
        });
    }

    void add(int aggregates, int versions) {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < aggregates; i++) {
            ids.add(UUID.randomUUID());
        }
        for (var version = 1; version <= versions; version++) {
            var now = version;
            add(ids.stream().map(id -> event(id, now)).toList());
        }
    }

    void add(List<Event> events) {
        await(database.transaction(connection -> OutboxRepository.add(connection, events)));
    }

    static Event event(UUID aggregate, long version) {
        return Event.of(aggregate, version, "thing.happened", Map.of("version", version));
    }

    void awaitPublished() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> ledger.database.number("SELECT count(*) FROM outbox") == 0);
    }

    String holders() {
        return ledger.database.value("""
                SELECT string_agg(DISTINCT split_part(owner, '/', 1), ',') FROM outbox_leases
                 WHERE expires_at > now()""");
    }

    long effects() {
        return ledger.database.number("SELECT count(*) FROM effects");
    }

    long effectsOutOfOrder() {
        return ledger.database.number("""
                SELECT count(*) FROM (
                  SELECT version, lag(version) OVER (PARTITION BY aggregate_id ORDER BY place) AS before FROM effects)
                 WHERE version <= before OR (before IS NULL AND version <> 1)""");
    }

    static OutboxRelay.Settings settings(Duration ttl, Duration poll) {
        return new OutboxRelay.Settings(ttl, poll, Duration.ofMillis(5), 20, Duration.ofMillis(20), 3);
    }

    static boolean inOrder(List<Event> events) {
        var seen = new HashMap<UUID, Long>();
        return events.stream()
                .allMatch(event ->
                        event.aggregateVersion() == seen.merge(event.aggregateId(), 1L, (before, one) -> before + one));
    }

    @Override
    public void close() {
        clear();
        await(database.close());
        ledger.close();
    }
}
