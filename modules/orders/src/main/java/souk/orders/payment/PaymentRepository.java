package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.money.Money;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;

/** Payments. Whoever changes one holds the lock of its order; claiming one to ask its provider needs none. */
final class PaymentRepository {

    private static final String COLUMNS = """
            p.id, p.order_id, p.state, p.provider, p.reference, p.amount_minor, p.currency, p.actor, p.request_caller,
            p.request_route, p.request_key, p.trace_id""";

    private static final String ADD = """
            INSERT INTO payments (id, order_id, state, provider, reference, amount_minor, currency, actor,
                                  request_caller, request_route, request_key, trace_id, due_at, ended_at)
            VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::bigint, $7::text, $8::uuid,
                    $9::text, $10::text, $11::text, $12::text, now() + $13::float8 * interval '1 second',
                    CASE WHEN $3::text = 'captured' THEN now() END)""";

    private static final String END = """
            UPDATE payments SET state = $3::text, ended_at = now() WHERE id = $1::uuid AND state = $2::text""";

    private static final String STATE = "SELECT state FROM payments WHERE id = $1::uuid";

    private static final String FIND = "SELECT " + COLUMNS + " FROM payments p WHERE p.id = $1::uuid";

    private static final String CAPTURED =
            "SELECT " + COLUMNS + " FROM payments p WHERE p.order_id = $1::uuid AND p.state = 'captured'";

    /** Those that nobody looks after; each further try is later. */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
              SELECT id FROM payments
               WHERE state IN ('begun', 'voiding') AND due_at <= now()
               ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            UPDATE payments p
               SET attempts = p.attempts + 1,
                   due_at = now() + $1::float8 * power(2, least(p.attempts, 6)) * interval '1 second'
              FROM due WHERE p.id = due.id
            RETURNING\s""" + COLUMNS;

    private final Database database;
    private final double lease;

    /** @param lease for how long whoever has called the provider is left alone with it */
    PaymentRepository(Database database, Duration lease) {
        this.database = database;
        this.lease = lease.toMillis() / 1_000.0;
    }

    Future<Void> add(SqlConnection connection, Payment payment) {
        var origin = payment.origin();
        var key = origin.key();
        return connection
                .preparedQuery(ADD)
                .execute(Database.tuple(
                        payment.id(),
                        payment.orderId(),
                        payment.state().label(),
                        payment.provider(),
                        payment.reference(),
                        payment.amount().minorUnits(),
                        payment.amount().currencyCode(),
                        origin.actor(),
                        key == null ? null : key.caller(),
                        key == null ? null : key.route(),
                        key == null ? null : key.key(),
                        origin.traceId(),
                        lease))
                .mapEmpty();
    }

    /** False if it is not in that state (any more). */
    Future<Boolean> end(SqlConnection connection, UUID id, Payment.State from, Payment.State to) {
        return connection
                .preparedQuery(END)
                .execute(Tuple.of(id, from.label(), to.label()))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Payment.State> state(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(STATE)
                .execute(Tuple.of(id))
                .map(rows -> Payment.State.named(rows.iterator().next().getString("state")));
    }

    Future<Optional<Payment>> find(UUID id) {
        return database.query(FIND, id).map(rows -> list(rows).stream().findFirst());
    }

    /** What an order was paid by. */
    Future<Payment> captured(SqlConnection connection, UUID orderId) {
        return connection
                .preparedQuery(CAPTURED)
                .execute(Tuple.of(orderId))
                .map(rows -> list(rows).get(0));
    }

    Future<List<Payment>> claim() {
        return database.query(CLAIM, lease).map(PaymentRepository::list);
    }

    private static List<Payment> list(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Payment(
                        row.getUUID("id"),
                        row.getUUID("order_id"),
                        Payment.State.named(row.getString("state")),
                        row.getString("provider"),
                        row.getString("reference"),
                        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                        origin(row)))
                .toList();
    }

    static Origin origin(Row row) {
        var key = row.getString("request_key");
        return new Origin(
                row.getUUID("actor"),
                key == null
                        ? null
                        : new RequestKeys.Name(row.getString("request_caller"), row.getString("request_route"), key),
                row.getString("trace_id"));
    }
}
