package souk.shared.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;

/**
 * What a consumer of events has taken into account, so that each event has its effect once however often it comes.
 * Needs the tables of {@code db/fragments/inbox.sql}.
 */
public final class InboxRepository {

    /** Locks each aggregate's row, made if need be, in one order for everybody. */
    private static final String LOCK = """
            INSERT INTO inbox_versions AS known (consumer, aggregate_id, version)
            SELECT $1::text, id, 0 FROM unnest($2::uuid[]) AS id ORDER BY id
            ON CONFLICT (consumer, aggregate_id) DO UPDATE SET version = known.version
            RETURNING aggregate_id, version""";

    private static final String RECEIVE = """
            INSERT INTO inbox (consumer, event_id)
            SELECT $1::text, id FROM unnest($2::uuid[]) AS id ORDER BY id
            ON CONFLICT DO NOTHING
            RETURNING event_id""";

    private static final String REMEMBER = """
            UPDATE inbox_versions known
               SET version = seen.version, seen_at = now()
              FROM unnest($2::uuid[], $3::bigint[]) AS seen (aggregate_id, version)
             WHERE known.consumer = $1::text AND known.aggregate_id = seen.aggregate_id""";

    /** Ids are ordered by time, so the first ones are the oldest. */
    private static final String SWEEP = """
            DELETE FROM inbox
             WHERE consumer = $1::text
               AND event_id IN (SELECT event_id
                                  FROM (SELECT event_id, received_at FROM inbox WHERE consumer = $1::text
                                         ORDER BY event_id LIMIT $3::int) oldest
                                 WHERE received_at < now() - $2::float8 * interval '1 second')""";

    /**
     * Aggregates have ids that are ordered by time as well, so those that came to be too late to be forgotten ($4 and
     * above) are not even looked at: the primary key is the index for this, and one on seen_at would make every event
     * write it. What an event is just coming in for is locked by it and left alone.
     */
    static final String SWEEP_VERSIONS = """
            DELETE FROM inbox_versions
             WHERE consumer = $1::text
               AND aggregate_id IN (SELECT aggregate_id FROM inbox_versions
                                     WHERE consumer = $1::text
                                       AND aggregate_id < $4::uuid
                                       AND seen_at < now() - $2::float8 * interval '1 second'
                                     ORDER BY aggregate_id LIMIT $3::int
                                       FOR UPDATE SKIP LOCKED)""";

    private static final int SWEPT_AT_ONCE = 2_000;

    private final String consumer;

    /** @param consumer the same in all instances, such as {@code products.settlement} */
    public InboxRepository(String consumer) {
        this.consumer = consumer;
    }

    /**
     * Gives those events, in their order, whose effect is still to come and notes them as received. To be called in
     * the transaction of that effect, before it. Drops an event that came before and any version of an aggregate that
     * is not newer than the newest one received.
     */
    public Future<List<Event>> admit(SqlConnection connection, List<Event> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(events);
        }
        return known(connection, events)
                .compose(known -> receive(connection, events).compose(fresh -> {
                    var admitted = newer(events, fresh, known);
                    return remember(connection, admitted).map(admitted);
                }));
    }

    /**
     * Forgets events received longer ago, in short transactions; gives how many. The versions of their aggregates are
     * known for longer, so that a late repeat has no effect even then.
     */
    public Future<Integer> sweep(Database database, Duration age) {
        return database.query(SWEEP, consumer, (double) age.toSeconds(), SWEPT_AT_ONCE)
                .map(rows -> rows.rowCount())
                .compose(removed -> removed < SWEPT_AT_ONCE
                        ? Future.succeededFuture(removed)
                        : sweep(database, age).map(more -> removed + more));
    }

    /**
     * Forgets the versions of aggregates of which no event was admitted since, in short transactions; gives how many.
     * Whatever comes of such an aggregate later is admitted again. Aggregates whose id is no UUIDv7 may stay.
     */
    public Future<Integer> sweepVersions(Database database, Duration age) {
        return database.query(
                        SWEEP_VERSIONS,
                        consumer,
                        (double) age.toSeconds(),
                        SWEPT_AT_ONCE,
                        UuidV7.firstOf(Instant.now().minus(age)))
                .map(rows -> rows.rowCount())
                .compose(removed -> removed < SWEPT_AT_ONCE
                        ? Future.succeededFuture(removed)
                        : sweepVersions(database, age).map(more -> removed + more));
    }

    private Future<Map<UUID, Long>> known(SqlConnection connection, List<Event> events) {
        var aggregates = events.stream().map(Event::aggregateId).distinct().toArray(UUID[]::new);
        return connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(consumer, aggregates))
                .map(rows -> {
                    var known = new HashMap<UUID, Long>();
                    rows.forEach(row -> known.put(row.getUUID("aggregate_id"), row.getLong("version")));
                    return known;
                });
    }

    private Future<Set<UUID>> receive(SqlConnection connection, List<Event> events) {
        var ids = events.stream().map(Event::id).distinct().toArray(UUID[]::new);
        return connection
                .preparedQuery(RECEIVE)
                .execute(Database.tuple(consumer, ids))
                .map(rows -> {
                    var fresh = new HashSet<UUID>();
                    rows.forEach(row -> fresh.add(row.getUUID("event_id")));
                    return fresh;
                });
    }

    private static List<Event> newer(List<Event> events, Set<UUID> fresh, Map<UUID, Long> known) {
        var admitted = new ArrayList<Event>();
        for (var event : events) {
            if (fresh.contains(event.id()) && event.aggregateVersion() > known.get(event.aggregateId())) {
                known.put(event.aggregateId(), event.aggregateVersion());
                admitted.add(event);
            }
        }
        return admitted;
    }

    private Future<Void> remember(SqlConnection connection, List<Event> admitted) {
        var newest = new HashMap<UUID, Long>();
        admitted.forEach(event -> newest.put(event.aggregateId(), event.aggregateVersion()));
        if (newest.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(REMEMBER)
                .execute(Database.tuple(
                        consumer,
                        newest.keySet().toArray(UUID[]::new),
                        newest.values().toArray(Long[]::new)))
                .mapEmpty();
    }
}
