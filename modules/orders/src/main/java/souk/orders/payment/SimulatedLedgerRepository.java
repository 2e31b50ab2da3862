package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** The books of the simulated provider. Each call is one transaction of its own, by its key. */
final class SimulatedLedgerRepository {

    /** What did not get through at first does so when it is tried again. */
    private static final String CHARGE = """
            INSERT INTO simulated_charges AS known (key, state, amount_minor, currency)
            VALUES ($1::uuid, $2::text, $3::bigint, $4::text)
            ON CONFLICT (key) DO UPDATE
              SET calls = known.calls + 1,
                  state = CASE known.state WHEN 'unreached' THEN 'done' ELSE known.state END
            RETURNING state, calls""";

    /** Also of a charge that never came: then it never will. */
    private static final String CANCEL = """
            INSERT INTO simulated_charges AS known (key, state, amount_minor, currency)
            VALUES ($1::uuid, 'voided', 0, '')
            ON CONFLICT (key) DO UPDATE
              SET calls = known.calls + 1,
                  state = CASE known.state WHEN 'declined' THEN 'declined' ELSE 'voided' END
            RETURNING state, calls""";

    private static final String LOCK_CHARGE = """
            SELECT amount_minor FROM simulated_charges WHERE key = $1::uuid AND state = 'done' FOR UPDATE""";

    private static final String REFUND = """
            INSERT INTO simulated_refunds AS known (key, charge, state, amount_minor)
            SELECT $1::uuid, $2::uuid,
                   CASE WHEN $4::bigint + (SELECT coalesce(sum(amount_minor), 0) FROM simulated_refunds
                                            WHERE charge = $2::uuid AND state <> 'declined') > $5::bigint
                        THEN 'declined' ELSE $3::text END,
                   $4::bigint
            ON CONFLICT (key) DO UPDATE
              SET calls = known.calls + 1,
                  state = CASE known.state WHEN 'unreached' THEN 'done' ELSE known.state END
            RETURNING state, calls""";

    private final Database database;

    /** @param calls with this key so far, this one among them */
    record Entry(String state, int calls) {

        boolean isFirst() {
            return calls == 1;
        }
    }

    SimulatedLedgerRepository(Database database) {
        this.database = database;
    }

    /** @param first the state that a first call leaves */
    Future<Entry> charge(UUID key, Money amount, String first) {
        return database.query(CHARGE, key, first, amount.minorUnits(), amount.currencyCode())
                .map(SimulatedLedgerRepository::entry);
    }

    Future<Entry> cancel(UUID key) {
        return database.query(CANCEL, key).map(SimulatedLedgerRepository::entry);
    }

    /** Never more than was charged; what was not charged is declined. */
    Future<Entry> refund(UUID key, UUID charge, Money amount, String first) {
        return database.transaction(connection -> connection
                .preparedQuery(LOCK_CHARGE)
                .execute(Tuple.of(charge))
                .compose(charged -> charged.size() == 0
                        ? Future.succeededFuture(new Entry("declined", 1))
                        : connection
                                .preparedQuery(REFUND)
                                .execute(Tuple.of(
                                        key,
                                        charge,
                                        first,
                                        amount.minorUnits(),
                                        charged.iterator().next().getLong("amount_minor")))
                                .map(SimulatedLedgerRepository::entry)));
    }

    private static Entry entry(RowSet<Row> rows) {
        var row = rows.iterator().next();
        return new Entry(row.getString("state"), row.getInteger("calls"));
    }
}
