package souk.products.inventory;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.grant.AccessRule;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;

/**
 * Changes what is on hand by so many pieces, as an edit of the product does it: on hand, movement, version and history in
 * one statement. It locks the product's row, then that of its stock.
 */
final class AdjustingRepository {

    /**
     * $1: the product, $2: acceptable versions or null for any, $3 to $6: the rights on products, $7: on all stock, $8: by
     * how many pieces, $9: the most that there may be, $10: the movement, $11: its reason.
     */
    private static final String ADJUST = """
            WITH p AS (
                UPDATE products p SET version = version + 1, updated_at = greatest(now(), updated_at)
                 WHERE p.id = $1::uuid AND ($2::bigint[] IS NULL OR p.version = ANY ($2::bigint[])) AND %s
                RETURNING p.id, p.version),
            before AS (
                SELECT s.product_id, s.on_hand, s.reserved FROM stock s JOIN p ON s.product_id = p.id
                   FOR NO KEY UPDATE OF s),
            levelled AS (
                UPDATE stock s SET on_hand = b.on_hand + $8::bigint
                  FROM before b
                 WHERE s.product_id = b.product_id AND b.on_hand + $8::bigint BETWEEN b.reserved AND $9::bigint
                RETURNING s.product_id, s.on_hand),
            moved AS (
                INSERT INTO stock_movements (id, product_id, delta, reason, actor, on_hand_after)
                SELECT $10::uuid, product_id, $8::bigint, $11::text, $3::uuid, on_hand FROM levelled
                RETURNING at),
            noted AS (
                INSERT INTO product_history (product_id, version, actor, action, changes)
                SELECT p.id, p.version, $3::uuid, 'updated',
                       jsonb_build_object('stock', jsonb_build_object('from', b.on_hand, 'to', l.on_hand))
                  FROM p JOIN before b ON b.product_id = p.id JOIN levelled l ON l.product_id = p.id)
            SELECT p.version, b.on_hand, b.reserved, m.at
              FROM p JOIN before b ON b.product_id = p.id LEFT JOIN moved m ON true""".formatted(AccessRule.stocked("$7", "$3", "$4", "$5", "$6"));

    private AdjustingRepository() {}

    /**
     * What came of it.
     *
     * @param before on hand before, with the version after
     * @param at null if it would have left less than is reserved, or too much: then nothing must be committed
     */
    record Outcome(UUID movement, StockLevel before, Instant at) {}

    /** Empty if the version is another one, the caller may not change the stock, or the product is not there. */
    static Future<Optional<Outcome>> adjust(SqlConnection connection, Adjustment adjustment, StockRights rights) {
        var movement = UuidV7.next();
        var product = adjustment.product();
        var parameters = Database.tuple(
                product,
                adjustment.expected().forSql(),
                rights.product().caller(),
                rights.product().writesOwn(),
                rights.product().writesAll(),
                rights.product().usesGrants(),
                rights.writesAll(),
                adjustment.delta(),
                Adjustment.MOST,
                movement,
                adjustment.reason());
        return connection
                .preparedQuery(ADJUST)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Outcome(
                                movement,
                                StockLevel.of(
                                        product,
                                        row.getLong("on_hand"),
                                        row.getLong("reserved"),
                                        row.getLong("version")),
                                row.getOffsetDateTime("at") == null
                                        ? null
                                        : row.getOffsetDateTime("at").toInstant()))
                        .findFirst());
    }
}
