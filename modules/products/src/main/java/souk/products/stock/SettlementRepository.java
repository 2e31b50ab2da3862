package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Moves reservations out of the held state. Each move looks at the state it leaves, so that a repeated or late message
 * does nothing; stock moves in the same transaction. Lock order: headers, then products of which something ships, then
 * stock rows, each sorted.
 */
final class SettlementRepository {

    /** All in one pass, so that two settlements meet the headers that they share in one order. */
    private static final String LOCK_OPEN = """
            SELECT order_id FROM reservations
             WHERE order_id = ANY ($1::uuid[]) AND state IN ('held', 'firm')
             ORDER BY order_id FOR UPDATE""";

    private static final String MAKE_FIRM = """
            UPDATE reservations SET state = 'firm' WHERE order_id = ANY ($1::uuid[]) AND state = 'held'""";

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

    private final ShippingRepository shipping = new ShippingRepository();

    /**
     * Makes those firm that were placed and gives back what the ended ones still hold; an order that is both has ended.
     * Answers the orders that gave something back.
     */
    Future<List<UUID>> settle(SqlConnection connection, Set<UUID> placed, Set<UUID> ended) {
        return settle(connection, placed, List.of(), ended);
    }

    /** The same, and what has left is out of the stock before anything is given back. */
    Future<List<UUID>> settle(SqlConnection connection, Set<UUID> placed, List<Parcel> parcels, Set<UUID> ended) {
        var shipped = parcels.stream().map(Parcel::orderId).distinct().toList();
        var all = Stream.of(placed, shipped, ended)
                .flatMap(Collection::stream)
                .distinct()
                .toArray(UUID[]::new);
        if (all.length == 0) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery(LOCK_OPEN)
                .execute(Tuple.of((Object) all))
                .map(SettlementRepository::orderIds)
                .compose(open -> {
                    var giveBack = open.stream().filter(ended::contains).toList();
                    var keep = open.stream().filter(id -> !ended.contains(id)).toList();
                    if (!open.containsAll(shipped)) {
                        throw new ReservationFailure.NotReserved().refusal();
                    }
                    return makeFirm(connection, keep)
                            .compose(firm -> ship(connection, parcels, giveBack))
                            .compose(out -> release(connection, giveBack))
                            .map(giveBack);
                });
    }

    private static Future<Void> makeFirm(SqlConnection connection, List<UUID> orders) {
        return orders.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(MAKE_FIRM).execute(ids(orders)).mapEmpty();
    }

    private Future<Void> ship(SqlConnection connection, List<Parcel> parcels, List<UUID> ended) {
        return parcels.isEmpty() ? Future.succeededFuture() : shipping.ship(connection, parcels, ended);
    }

    private static Future<Void> release(SqlConnection connection, List<UUID> orders) {
        return orders.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(LOCK_THEIR_STOCK)
                        .execute(ids(orders))
                        .compose(locked -> connection.preparedQuery(GIVE_BACK).execute(ids(orders)))
                        .mapEmpty();
    }

    /** Held for longer than they may be without anybody asking. */
    Future<List<UUID>> expired(SqlConnection connection, int limit) {
        return connection.preparedQuery(EXPIRED).execute(Tuple.of(limit)).map(SettlementRepository::orderIds);
    }

    private static Tuple ids(List<UUID> orders) {
        return Tuple.of((Object) orders.toArray(UUID[]::new));
    }

    private static List<UUID> orderIds(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("order_id"))
                .toList();
    }
}
