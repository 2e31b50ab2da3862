package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import souk.shared.sql.Database;

/** Changes orders, each time as one compare-and-set of the version together with its row of history. */
public final class MoveRepository {

    private static final String CHANGE = """
            WITH changed AS (
              UPDATE orders
                 SET status = $4::text, version = version + 1, updated_at = now(), payment = $7::text,
                     paid_minor = $8::bigint, refunding_minor = $9::bigint, refunded_minor = $10::bigint
               WHERE id = $1::uuid AND version = $2::bigint AND status = $3::text
              RETURNING id, version)
            INSERT INTO order_history (order_id, version, from_status, to_status, actor, reason)
            SELECT id, version, $3::text, $4::text, $5::uuid, $6::text FROM changed
            RETURNING version, at""";

    /**
     * Who changed it and why.
     *
     * @param actor null for nobody: it happened by itself
     * @param reason null for none
     */
    public record Cause(UUID actor, String reason) {}

    /**
     * Writes state and payment of the order as it is to be, over the one that was read under a lock in this
     * transaction; what it gives has the new version.
     */
    public Future<Order> change(SqlConnection connection, Order before, Order after, Cause cause) {
        var money = after.payment();
        return connection
                .preparedQuery(CHANGE)
                .execute(Database.tuple(
                        before.id(),
                        before.version(),
                        before.status().label(),
                        after.status().label(),
                        cause.actor(),
                        cause.reason(),
                        money == null ? null : money.state().label(),
                        money == null ? null : money.paid(),
                        money == null ? null : money.refunding(),
                        money == null ? null : money.refunded()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new IllegalStateException("a locked order has moved");
                    }
                    var row = rows.iterator().next();
                    return after.at(
                            row.getLong("version"), row.getOffsetDateTime("at").toInstant());
                });
    }
}
