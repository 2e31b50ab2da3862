package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import souk.shared.outbox.Event;
import souk.shared.sql.Database;

/**
 * The inbox of the stock: each reservation knows the newest version of its order of which an event was taken, and
 * what is not newer has no effect again, however often and late it comes. Headers are locked in the order of their ids.
 */
final class AdmissionRepository {

    /** All of it in one statement, since most events are of this kind. */
    private static final String TAKE_PLACED = """
            WITH locked AS MATERIALIZED (
              SELECT order_id FROM reservations
               WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
               ORDER BY order_id FOR UPDATE)
            UPDATE reservations r
               SET state = CASE r.state WHEN 'held' THEN 'firm' ELSE r.state END, order_version = placed.version
              FROM locked JOIN unnest($1::uuid[], $2::bigint[]) AS placed (order_id, version) USING (order_id)
             WHERE r.order_id = locked.order_id AND r.order_version < placed.version""";

    private static final String LOCK = """
            SELECT order_id, order_version FROM reservations
             WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
             ORDER BY order_id FOR UPDATE""";

    private static final String TAKE = """
            UPDATE reservations r SET order_version = taken.version
              FROM unnest($1::uuid[], $2::bigint[]) AS taken (order_id, version)
             WHERE r.order_id = taken.order_id""";

    private final Database database;

    AdmissionRepository(Database database) {
        this.database = database;
    }

    /** Makes held reservations firm, of orders that were placed and of which nothing is known yet; gives how many. */
    Future<Integer> takePlaced(List<Event> events) {
        var newest = newest(events);
        return database.query(TAKE_PLACED, ids(newest), versions(newest)).map(rows -> rows.rowCount());
    }

    /**
     * Locks the reservations concerned, gives those events whose effect is still to come, in their order, and notes
     * them as taken. To be called first in the transaction of that effect.
     */
    Future<List<Event>> admit(SqlConnection connection, List<Event> events) {
        return connection
                .preparedQuery(LOCK)
                .execute(Database.tuple((Object) ids(newest(events))))
                .compose(rows -> {
                    var known = new HashMap<UUID, Long>();
                    rows.forEach(row -> known.put(row.getUUID("order_id"), row.getLong("order_version")));
                    var admitted = events.stream()
                            .filter(event -> isNews(event, known))
                            .toList();
                    return note(connection, newest(admitted)).map(admitted);
                });
    }

    private static boolean isNews(Event event, Map<UUID, Long> known) {
        var seen = known.get(event.aggregateId());
        if (seen == null || event.aggregateVersion() <= seen) {
            return false;
        }
        known.put(event.aggregateId(), event.aggregateVersion());
        return true;
    }

    private static Future<Void> note(SqlConnection connection, Map<UUID, Long> taken) {
        return taken.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(TAKE)
                        .execute(Database.tuple(ids(taken), versions(taken)))
                        .mapEmpty();
    }

    private static Map<UUID, Long> newest(List<Event> events) {
        return events.stream().collect(Collectors.toMap(Event::aggregateId, Event::aggregateVersion, Math::max));
    }

    private static UUID[] ids(Map<UUID, Long> versions) {
        return versions.keySet().toArray(UUID[]::new);
    }

    private static Long[] versions(Map<UUID, Long> versions) {
        return versions.values().toArray(Long[]::new);
    }
}
