package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import souk.orders.order.OrderPayment.State;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;

/**
 * Undoes the money of an order that ends without a sale, in the transaction that ends it. Only intents are written;
 * whoever looks after open payments calls the provider.
 */
final class UnwindingRepository {

    private static final String CALL_OFF = """
            UPDATE payments SET state = 'voiding', due_at = now() WHERE order_id = $1::uuid AND state = 'begun'""";

    /** What was paid elsewhere is paid back elsewhere, and recorded when it was. */
    private static final String SEND_BACK = """
            INSERT INTO refunds (id, order_id, payment_id, state, amount_minor, currency, actor)
            SELECT $2::uuid, order_id, id, 'begun', $3::bigint, currency, $4::uuid
              FROM payments WHERE order_id = $1::uuid AND state = 'captured' AND reference IS NULL""";

    /**
     * Gives the order with its money on the way back. A charge that is under way is called off for good, whether it has
     * happened or not.
     *
     * @param actor null for nobody
     */
    Future<Order> unwind(SqlConnection connection, Order order, UUID actor) {
        var money = order.payment();
        if (money != null && money.state() == State.PENDING) {
            return connection
                    .preparedQuery(CALL_OFF)
                    .execute(Tuple.of(order.id()))
                    .map(order.with(OrderPayment.unpaid(State.VOIDING)));
        }
        if (money == null || money.left() == 0) {
            return Future.succeededFuture(order);
        }
        return connection
                .preparedQuery(SEND_BACK)
                .execute(Database.tuple(order.id(), UuidV7.next(), money.left(), actor))
                .map(rows -> rows.rowCount() == 0 ? order : order.with(money.refundBegun(money.left())));
    }
}
