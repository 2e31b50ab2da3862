package souk.products.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.shared.contract.EquationsTold.Broken;
import souk.shared.contract.ReservationsTold;
import souk.shared.contract.ReservationsTold.Told;
import souk.shared.contract.ReservationsTold.ToldLine;
import souk.shared.sql.Database;

/** Reads reservations and sums of stock, and changes nothing. */
final class AuditRepository {

    private static final String COLUMNS = """
            SELECT r.order_id, r.state, extract(epoch FROM now() - r.created_at)::bigint AS age, r.order_version
              FROM reservations r
            """;

    private static final String OF_ORDERS = COLUMNS + """
             WHERE r.order_id = ANY ((SELECT $1::uuid[])::uuid[]) ORDER BY r.order_id""";

    private static final String PAGE = COLUMNS + """
             WHERE r.state <> 'released' AND r.order_id >= $1::uuid AND ($2::uuid IS NULL OR r.order_id < $2::uuid)
             ORDER BY r.order_id DESC LIMIT $3::int""";

    private static final String LINES = """
            SELECT order_id, product_id, quantity, quantity - shipped - released AS open, unit_price, currency,
                   product_version
              FROM reservation_lines WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[]) ORDER BY order_id, product_id""";

    /** One statement, so that all of it is of one instant. */
    private static final String EQUATIONS = """
            WITH held AS (
              SELECT l.product_id, sum(l.quantity - l.shipped - l.released)::bigint AS pieces
                FROM reservation_lines l JOIN reservations r ON r.order_id = l.order_id
               WHERE r.state IN ('held', 'firm') GROUP BY l.product_id),
            moved AS (
              SELECT product_id, sum(delta)::bigint AS pieces FROM stock_movements GROUP BY product_id)
            (SELECT 'reserved-is-not-the-sum' AS kind, s.product_id,
                    format('%s are reserved, reservations hold %s', s.reserved, coalesce(h.pieces, 0)) AS detail
               FROM stock s LEFT JOIN held h USING (product_id)
              WHERE s.reserved <> coalesce(h.pieces, 0) ORDER BY 2 LIMIT 100)
            UNION ALL
            (SELECT 'on-hand-is-not-the-sum', s.product_id,
                    format('%s are on hand, movements come to %s', s.on_hand, coalesce(m.pieces, 0))
               FROM stock s LEFT JOIN moved m USING (product_id)
              WHERE s.on_hand <> coalesce(m.pieces, 0) ORDER BY 2 LIMIT 100)
            UNION ALL
            (SELECT 'oversold', product_id, format('%s are on hand and %s reserved', on_hand, reserved)
               FROM stock WHERE reserved < 0 OR on_hand < reserved ORDER BY 2 LIMIT 100)""";

    private static final String PRODUCTS = "SELECT count(*) AS products FROM stock";

    private final Database database;

    AuditRepository(Database database) {
        this.database = database;
    }

    /** With their lines. */
    Future<ReservationsTold> ofOrders(List<UUID> orderIds) {
        var ids = (Object) orderIds.toArray(UUID[]::new);
        return database.connection(connection -> connection
                .preparedQuery(OF_ORDERS)
                .execute(Database.tuple(ids))
                .compose(headers -> connection
                        .preparedQuery(LINES)
                        .execute(Database.tuple(ids))
                        .map(lines -> told(headers, lines))));
    }

    /** Without lines. */
    Future<ReservationsTold> page(UUID from, UUID before, int limit) {
        return database.query(PAGE, from, before, limit)
                .map(rows -> new ReservationsTold(
                        stream(rows).map(row -> told(row, List.of(), 0)).toList()));
    }

    Future<Long> products() {
        return database.query(PRODUCTS).map(rows -> rows.iterator().next().getLong("products"));
    }

    Future<List<Broken>> broken() {
        return database.query(EQUATIONS)
                .map(rows -> stream(rows)
                        .map(row ->
                                new Broken(row.getString("kind"), row.getUUID("product_id"), row.getString("detail")))
                        .toList());
    }

    private static ReservationsTold told(RowSet<Row> headers, RowSet<Row> lines) {
        var byOrder = new HashMap<UUID, List<ToldLine>>();
        Map<UUID, Long> open = new HashMap<>();
        for (var row : lines) {
            var order = row.getUUID("order_id");
            open.merge(order, row.getLong("open"), Long::sum);
            byOrder.computeIfAbsent(order, unused -> new ArrayList<>())
                    .add(new ToldLine(
                            row.getUUID("product_id"),
                            row.getLong("quantity"),
                            row.getLong("unit_price"),
                            row.getString("currency"),
                            row.getLong("product_version")));
        }
        return new ReservationsTold(stream(headers)
                .map(row -> {
                    var order = row.getUUID("order_id");
                    return told(row, byOrder.getOrDefault(order, List.of()), open.getOrDefault(order, 0L));
                })
                .toList());
    }

    private static Told told(Row row, List<ToldLine> lines, long open) {
        var state = row.getString("state");
        var holds = state.equals("held") || state.equals("firm");
        return new Told(
                row.getUUID("order_id"),
                state,
                row.getLong("age"),
                row.getLong("order_version"),
                holds ? open : 0,
                lines);
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
