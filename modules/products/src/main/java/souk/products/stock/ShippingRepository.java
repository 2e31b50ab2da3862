package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;

/**
 * Takes what was shipped out of the stock: on hand and reserved go down together, each parcel is a movement, and each
 * product gets a new version, since what is on hand is part of what its editors see. Lock order: the headers, which the
 * caller holds, then products, then stock rows, each sorted.
 */
final class ShippingRepository {

    private static final String LOCK_PRODUCTS = """
            SELECT id FROM products WHERE id = ANY ((SELECT $1::uuid[])::uuid[]) ORDER BY id FOR NO KEY UPDATE""";

    /** With those of the orders that give something back afterwards, so that all are locked in one pass. */
    private static final String LOCK_STOCK = """
            SELECT product_id FROM stock
             WHERE product_id IN (SELECT unnest($1::uuid[])
                                  UNION
                                  SELECT product_id FROM reservation_lines WHERE order_id = ANY ((SELECT $2::uuid[])::uuid[]))
             ORDER BY product_id FOR UPDATE""";

    private static final String SHIP = """
            WITH parcel AS MATERIALIZED (
              SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[])
                         AS p(movement, order_id, product_id, quantity, actor)),
            lines AS (
              UPDATE reservation_lines l SET shipped = l.shipped + p.quantity
                FROM (SELECT order_id, product_id, sum(quantity)::bigint AS quantity
                        FROM parcel GROUP BY order_id, product_id) p
               WHERE l.order_id = p.order_id AND l.product_id = p.product_id
              RETURNING l.order_id),
            levels AS (
              UPDATE stock s SET on_hand = s.on_hand - p.quantity, reserved = s.reserved - p.quantity
                FROM (SELECT product_id, sum(quantity)::bigint AS quantity, (array_agg(actor))[1] AS actor
                        FROM parcel GROUP BY product_id) p
               WHERE s.product_id = p.product_id
              RETURNING s.product_id, s.on_hand + p.quantity AS was, s.on_hand, p.actor),
            movements AS (
              INSERT INTO stock_movements (id, product_id, delta, reason, actor, order_id, on_hand_after)
              SELECT movement, product_id, -quantity, 'shipped', p.actor, order_id,
                     was - sum(quantity) OVER (PARTITION BY product_id ORDER BY movement)
                FROM parcel p JOIN levels USING (product_id)
               ORDER BY movement),
            versions AS (
              UPDATE products p SET version = p.version + 1, updated_at = greatest(now(), p.updated_at)
                FROM levels WHERE p.id = levels.product_id
              RETURNING p.id, p.version),
            history AS (
              INSERT INTO product_history (product_id, version, actor, action, changes)
              SELECT id, version, actor, 'updated',
                     jsonb_build_object('stock', jsonb_build_object('from', was, 'to', on_hand))
                FROM versions JOIN levels ON levels.product_id = versions.id)
            SELECT (SELECT count(*) FROM lines) AS lines""";

    /** @param ended orders that will give back what they have not shipped, in the same transaction */
    Future<Void> ship(SqlConnection connection, List<Parcel> parcels, Collection<UUID> ended) {
        var products = products(parcels).toArray(UUID[]::new);
        return connection
                .preparedQuery(LOCK_PRODUCTS)
                .execute(Tuple.of((Object) products))
                .compose(locked -> connection
                        .preparedQuery(LOCK_STOCK)
                        .execute(Database.tuple(products, ended.toArray(UUID[]::new))))
                .compose(locked -> connection.preparedQuery(SHIP).execute(parameters(parcels)))
                .map(rows -> {
                    if (rows.iterator().next().getLong("lines") != lines(parcels)) {
                        throw new ReservationFailure.NotReserved().refusal();
                    }
                    return null;
                });
    }

    static Set<UUID> products(List<Parcel> parcels) {
        var products = new HashSet<UUID>();
        parcels.forEach(parcel -> products.add(parcel.productId()));
        return products;
    }

    private static long lines(List<Parcel> parcels) {
        return parcels.stream()
                .map(parcel -> List.of(parcel.orderId(), parcel.productId()))
                .distinct()
                .count();
    }

    private static Tuple parameters(List<Parcel> parcels) {
        return Database.tuple(
                parcels.stream().map(parcel -> UuidV7.next()).toArray(UUID[]::new),
                parcels.stream().map(Parcel::orderId).toArray(UUID[]::new),
                parcels.stream().map(Parcel::productId).toArray(UUID[]::new),
                parcels.stream().map(Parcel::quantity).toArray(Long[]::new),
                parcels.stream().map(Parcel::actor).toArray(UUID[]::new));
    }
}
