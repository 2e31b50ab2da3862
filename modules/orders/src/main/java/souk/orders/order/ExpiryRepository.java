package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Ends orders that nobody has paid in time, some at once; an order that somebody is busy with is left for later. */
final class ExpiryRepository {

    static final int AT_ONCE = 100;

    /**
     * The oldest ones, found by the index: ids are made of the time at which they were made, so what is younger than the
     * limit is not even looked at.
     */
    private static final String EXPIRE = """
            WITH due AS MATERIALIZED (
              SELECT id FROM orders
               WHERE status = 'confirmed'
                 AND id < (lpad(to_hex((extract(epoch FROM now() - $1::float8 * interval '1 second') * 1000)::bigint), 12, '0')
                           || repeat('0', 20))::uuid
                 AND created_at < now() - $1::float8 * interval '1 second'
               ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED),
            expired AS (
              UPDATE orders o
                 SET status = 'expired', version = version + 1, updated_at = now(),
                     payment = CASE payment WHEN 'pending' THEN 'voiding' ELSE payment END
                FROM due WHERE o.id = due.id
              RETURNING o.id, o.version)
            INSERT INTO order_history (order_id, version, from_status, to_status, reason)
            SELECT id, version, 'confirmed', 'expired', 'not paid in time' FROM expired
            RETURNING order_id""";

    /** A statement of its own, so that it sees payments that were begun before the order could be locked. */
    private static final String CALL_OFF = """
            UPDATE payments SET state = 'voiding', due_at = now() WHERE order_id = ANY ($1::uuid[]) AND state = 'begun'""";

    private static final String READ =
            "SELECT " + OrderRepository.COLUMNS + " FROM orders o WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id";

    /** The orders as they are now; at most {@link #AT_ONCE}. Belongs into one transaction with their events. */
    Future<List<Order>> expire(SqlConnection connection, double ageSeconds) {
        return connection.preparedQuery(EXPIRE).execute(Tuple.of(ageSeconds)).compose(rows -> {
            var ids = StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getUUID("order_id"))
                    .toArray(UUID[]::new);
            return ids.length == 0
                    ? Future.succeededFuture(List.of())
                    : connection
                            .preparedQuery(CALL_OFF)
                            .execute(Tuple.of((Object) ids))
                            .compose(calledOff -> connection.preparedQuery(READ).execute(Tuple.of((Object) ids)))
                            .compose(orders -> OrderRepository.withLines(connection, orders));
        });
    }
}
