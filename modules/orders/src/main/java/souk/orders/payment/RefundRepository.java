package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** Refunds, as {@link PaymentRepository} has payments. */
final class RefundRepository {

    private static final String ADD = """
            INSERT INTO refunds (id, order_id, payment_id, state, amount_minor, currency, reference, actor,
                                 request_caller, request_route, request_key, trace_id, due_at)
            VALUES ($1::uuid, $2::uuid, $3::uuid, 'begun', $4::bigint, $5::text, $6::text, $7::uuid,
                    $8::text, $9::text, $10::text, $11::text, now() + $12::float8 * interval '1 second')""";

    private static final String END = """
            UPDATE refunds SET state = CASE WHEN $2::boolean THEN 'done' ELSE 'declined' END, ended_at = now()
             WHERE id = $1::uuid AND state = 'begun'""";

    private static final String STATE = "SELECT state = 'done' AS done FROM refunds WHERE id = $1::uuid";

    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
              SELECT id FROM refunds
               WHERE state = 'begun' AND due_at <= now()
               ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            UPDATE refunds r
               SET attempts = r.attempts + 1,
                   due_at = now() + $1::float8 * power(2, least(r.attempts, 6)) * interval '1 second'
              FROM due WHERE r.id = due.id
            RETURNING r.id, r.order_id, r.payment_id, r.amount_minor, r.currency, r.reference, r.actor,
                      r.request_caller, r.request_route, r.request_key, r.trace_id""";

    private final Database database;
    private final double lease;

    /** @param lease for how long whoever has called the provider is left alone with it */
    RefundRepository(Database database, Duration lease) {
        this.database = database;
        this.lease = lease.toMillis() / 1_000.0;
    }

    Future<Void> add(SqlConnection connection, Refund refund) {
        var origin = refund.origin();
        var key = origin.key();
        return connection
                .preparedQuery(ADD)
                .execute(Database.tuple(
                        refund.id(),
                        refund.orderId(),
                        refund.paymentId(),
                        refund.amount().minorUnits(),
                        refund.amount().currencyCode(),
                        refund.reference(),
                        origin.actor(),
                        key == null ? null : key.caller(),
                        key == null ? null : key.route(),
                        key == null ? null : key.key(),
                        origin.traceId(),
                        lease))
                .mapEmpty();
    }

    /** False if it has ended before. */
    Future<Boolean> end(SqlConnection connection, UUID id, boolean done) {
        return connection.preparedQuery(END).execute(Tuple.of(id, done)).map(rows -> rows.rowCount() == 1);
    }

    /** Of one that has ended: whether the money went back. */
    Future<Boolean> isDone(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(STATE)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getBoolean("done"));
    }

    Future<List<Refund>> claim() {
        return database.query(CLAIM, lease)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RefundRepository::refund)
                        .toList());
    }

    private static Refund refund(Row row) {
        return new Refund(
                row.getUUID("id"),
                row.getUUID("order_id"),
                row.getUUID("payment_id"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getString("reference"),
                PaymentRepository.origin(row));
    }
}
