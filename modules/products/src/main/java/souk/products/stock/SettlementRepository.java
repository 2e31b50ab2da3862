package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Moves reservations out of the held state. Each move looks at the state it leaves, so that a repeated or late message
 * does nothing; stock moves in the same transaction. Lock order: headers, then stock rows, each sorted.
 */
final class SettlementRepository {

    private static final String MAKE_FIRM = """
            UPDATE reservations SET state = 'firm'
             WHERE order_id IN (SELECT order_id FROM reservations
                                 WHERE order_id = ANY ($1::uuid[]) AND state = 'held'
                                 ORDER BY order_id FOR UPDATE)""";

    private static final String LOCK_OPEN = """
            SELECT order_id FROM reservations
             WHERE order_id = ANY ($1::uuid[]) AND state IN ('held', 'firm')
             ORDER BY order_id FOR UPDATE""";

    private static final String LOCK_THEIR_STOCK = """
            SELECT product_id FROM stock
             WHERE product_id IN (SELECT product_id FROM reservation_lines WHERE order_id = ANY ($1::uuid[]))
             ORDER BY product_id FOR UPDATE""";

    private static final String GIVE_BACK = """
            WITH owed AS (
              SELECT product_id, sum(quantity - shipped - released)::bigint AS quantity
                FROM reservation_lines WHERE order_id = ANY ($1::uuid[]) GROUP BY product_id),
            stocked AS (
              UPDATE stock SET reserved = reserved - owed.quantity
                FROM owed WHERE stock.product_id = owed.product_id),
            lines AS (
              UPDATE reservation_lines SET released = quantity - shipped WHERE order_id = ANY ($1::uuid[]))
            UPDATE reservations SET state = 'released' WHERE order_id = ANY ($1::uuid[])""";

    private static final String EXPIRED = """
            SELECT order_id FROM reservations
             WHERE state = 'held' AND expires_at < now() ORDER BY expires_at LIMIT $1::int""";

    /** Makes those firm that are held. */
    Future<Void> makeFirm(SqlConnection connection, Collection<UUID> orders) {
        return orders.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(MAKE_FIRM)
                        .execute(Tuple.of((Object) orders.toArray(UUID[]::new)))
                        .mapEmpty();
    }

    /** Gives back what held and firm ones still hold; answers the orders for which there was something to do. */
    Future<List<UUID>> release(SqlConnection connection, Collection<UUID> orders) {
        if (orders.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery(LOCK_OPEN)
                .execute(Tuple.of((Object) orders.toArray(UUID[]::new)))
                .map(SettlementRepository::orderIds)
                .compose(open -> open.isEmpty()
                        ? Future.succeededFuture(open)
                        : giveBack(connection, Tuple.of((Object) open.toArray(UUID[]::new)))
                                .map(open));
    }

    /** Held for longer than they may be without anybody asking. */
    Future<List<UUID>> expired(SqlConnection connection, int limit) {
        return connection.preparedQuery(EXPIRED).execute(Tuple.of(limit)).map(SettlementRepository::orderIds);
    }

    private static Future<RowSet<Row>> giveBack(SqlConnection connection, Tuple orders) {
        return connection
                .preparedQuery(LOCK_THEIR_STOCK)
                .execute(orders)
                .compose(locked -> connection.preparedQuery(GIVE_BACK).execute(orders));
    }

    private static List<UUID> orderIds(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("order_id"))
                .toList();
    }
}
