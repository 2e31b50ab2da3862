package souk.shared.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.shared.sql.Database;

/** Events that wait to be published. Needs the tables of {@code db/fragments/outbox.sql}. */
public final class OutboxRepository {

    /** Shards that relays lease one by one. Stored with each event, so it must not change while events wait. */
    static final int SHARDS = 16;

    private static final String ADD = """
            INSERT INTO outbox (id, shard, aggregate_id, aggregate_version, type, payload)
            SELECT id, shard, aggregate_id, aggregate_version, type, payload
              FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::bigint[], $5::text[], $6::text[]) WITH ORDINALITY
                   AS event (id, shard, aggregate_id, aggregate_version, type, payload, place)
             ORDER BY place""";

    /**
     * What was published is gone, but the index leads through its places until they are vacuumed, so most looks begin at
     * a mark. An event below it that was committed late holds back the later ones of its aggregate until a look from the
     * beginning finds it.
     */
    private static final String PENDING = """
            SELECT o.position, o.shard, o.id, o.aggregate_id, o.aggregate_version, o.type, o.payload, o.created_at
              FROM outbox o
             WHERE o.position >= $2::bigint
               AND o.shard = ANY ((SELECT $1::int[])::int[])
               AND (o.retry_at IS NULL OR o.retry_at <= now())
               AND (o.aggregate_version = 1
                    OR NOT EXISTS (SELECT 1 FROM outbox earlier
                                    WHERE earlier.aggregate_id = o.aggregate_id
                                      AND earlier.aggregate_version < o.aggregate_version
                                      AND (earlier.position < $2::bigint OR earlier.retry_at > now())))
             ORDER BY o.position
             LIMIT %d""";

    /**
     * Looks without locking: if somebody takes over just then, what is deleted has been delivered all the same, and is
     * delivered once more at worst.
     */
    private static final String HELD = """
            WITH held AS (
              SELECT lease.shard
                FROM outbox_leases lease
                JOIN unnest($1::int[], $2::bigint[]) AS mine (shard, epoch) USING (shard)
               WHERE lease.epoch = mine.epoch AND lease.owner = $3::text)
            """;

    private static final String PUBLISHED = HELD + """
            DELETE FROM outbox
             USING held, unnest($4::bigint[]) AS sent (position)
             WHERE outbox.position = sent.position AND outbox.shard = held.shard""";

    private static final String REFUSED = HELD + """
            UPDATE outbox
               SET attempts = attempts + 1,
                   last_error = $5::text,
                   retry_at = CASE WHEN attempts + 1 >= $6::int THEN 'infinity'::timestamptz
                                   ELSE now() + power(2, attempts) * $7::float8 * interval '1 second' END
              FROM held
             WHERE outbox.position = $4::bigint AND outbox.shard = held.shard""";

    private static final String LAG = """
            SELECT count(*) AS pending,
                   count(*) FILTER (WHERE retry_at = 'infinity') AS dead,
                   coalesce(extract(epoch FROM now() - min(created_at)
                            FILTER (WHERE retry_at IS DISTINCT FROM 'infinity')), 0)::float8 AS age
              FROM outbox""";

    private static final String DEAD = """
            SELECT position, shard, id, aggregate_id, aggregate_version, type, payload, created_at,
                   last_error
              FROM outbox
             WHERE retry_at = 'infinity'
             ORDER BY position
             LIMIT $1::int""";

    private static final String REPLAY = """
            UPDATE outbox SET attempts = 0, retry_at = NULL
             WHERE retry_at = 'infinity' AND id = $1::uuid""";

    private static final String DISCARD = """
            DELETE FROM outbox
             WHERE retry_at = 'infinity' AND id = $1::uuid""";

    /** @param position its place in the order of publishing */
    record Pending(long position, int shard, Event event) {}

    /** An event that was refused too often; it holds back the later events of its aggregate. */
    public record DeadLetter(Event event, String reason) {}

    /** @param oldest how long the oldest event that is not a dead letter has been waiting */
    public record Lag(long pending, long deadLetters, Duration oldest) {}

    private final Database database;

    public OutboxRepository(Database database) {
        this.database = database;
    }

    /**
     * Stores events within the transaction that causes them, after its compare-and-set of the aggregates, so that the
     * order of publishing is the order of versions.
     */
    public static Future<Void> add(SqlConnection connection, List<Event> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(ADD)
                .execute(Database.tuple(
                        events.stream().map(Event::id).toArray(UUID[]::new),
                        events.stream().map(event -> shard(event.aggregateId())).toArray(Integer[]::new),
                        events.stream().map(Event::aggregateId).toArray(UUID[]::new),
                        events.stream().map(Event::aggregateVersion).toArray(Long[]::new),
                        events.stream().map(Event::type).toArray(String[]::new),
                        events.stream().map(event -> event.payload().toString()).toArray(String[]::new)))
                .mapEmpty();
    }

    public static Future<Void> add(SqlConnection connection, Event event) {
        return add(connection, List.of(event));
    }

    public Future<Lag> lag() {
        return database.query(LAG).map(rows -> {
            var row = rows.iterator().next();
            var age = Duration.ofMillis(Math.round(row.getDouble("age") * 1_000));
            return new Lag(row.getLong("pending"), row.getLong("dead"), age);
        });
    }

    public Future<List<DeadLetter>> deadLetters(int limit) {
        return database.query(DEAD, limit).map(rows -> {
            var letters = new ArrayList<DeadLetter>();
            rows.forEach(row -> letters.add(new DeadLetter(event(row), row.getString("last_error"))));
            return letters;
        });
    }

    /** Has a dead letter sent again; false if there is none with that id. */
    public Future<Boolean> replay(UUID eventId) {
        return database.query(REPLAY, eventId).map(rows -> rows.rowCount() == 1);
    }

    /** Gives a dead letter up, so that the later events of its aggregate go on; false if there is none with that id. */
    public Future<Boolean> discard(UUID eventId) {
        return database.query(DISCARD, eventId).map(rows -> rows.rowCount() == 1);
    }

    /** @param from events below this position are left out, and with them the later ones of their aggregates */
    Future<List<Pending>> pending(Integer[] shards, long from, int limit) {
        return database.query(PENDING.formatted(limit), shards, from).map(rows -> {
            var pending = new ArrayList<Pending>(rows.size());
            rows.forEach(row -> pending.add(new Pending(row.getLong("position"), row.getInteger("shard"), event(row))));
            return pending;
        });
    }

    /** Gives how many were marked: fewer than asked for if another relay has taken over meanwhile. */
    Future<Integer> published(LeaseRepository.Held held, List<Pending> events) {
        var positions = events.stream().map(Pending::position).toArray(Long[]::new);
        return database.query(PUBLISHED, held.shards(), held.epochs(), held.owner(), positions)
                .map(rows -> rows.rowCount());
    }

    Future<Void> refused(LeaseRepository.Held held, Pending event, String reason, OutboxRelay.Settings settings) {
        return database.query(
                        REFUSED,
                        held.shards(),
                        held.epochs(),
                        held.owner(),
                        event.position(),
                        reason,
                        settings.attempts(),
                        settings.backOff().toMillis() / 1_000.0)
                .mapEmpty();
    }

    /** Which relay publishes the events of the aggregate. */
    public static int shard(UUID aggregateId) {
        return Math.floorMod(aggregateId.hashCode(), SHARDS);
    }

    private static Event event(Row row) {
        return new Event(
                row.getUUID("id"),
                row.getUUID("aggregate_id"),
                row.getLong("aggregate_version"),
                row.getString("type"),
                JsonNodeFactory.instance.rawValueNode(new RawValue(row.getString("payload"))),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
