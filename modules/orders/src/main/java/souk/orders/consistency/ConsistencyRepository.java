package souk.orders.consistency;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.contract.ReservationsTold.ToldLine;
import souk.shared.sql.Database;

/** Reads orders page by page, and changes nothing. */
final class ConsistencyRepository {

    private static final String COLUMNS = """
            SELECT id, status, version, extract(epoch FROM now() - updated_at)::bigint AS age, total_minor, currency
              FROM orders
            """;

    private static final String PAGE = COLUMNS + """
             WHERE status <> 'never' AND id >= $1::uuid AND ($2::uuid IS NULL OR id < $2::uuid)
             ORDER BY id DESC LIMIT $3::int""";

    private static final String SOME = COLUMNS + """
             WHERE status <> 'never' AND id = ANY ((SELECT $1::uuid[])::uuid[])""";

    private static final String LINES = """
            SELECT order_id, product_id, quantity, unit_price, product_version
              FROM order_lines WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[]) ORDER BY order_id, product_id""";

    /** Tombstones are none. */
    private static final String EXISTING = """
            SELECT id FROM orders WHERE status <> 'never' AND id = ANY ((SELECT $1::uuid[])::uuid[])""";

    private final Database database;

    ConsistencyRepository(Database database) {
        this.database = database;
    }

    /**
     * Newest first.
     *
     * @param before null for the beginning
     */
    Future<List<Sold>> page(UUID from, UUID before, int limit) {
        return database.connection(connection -> connection
                .preparedQuery(PAGE)
                .execute(Database.tuple(from, before, limit))
                .compose(rows -> withLines(connection, rows)));
    }

    Future<List<Sold>> some(List<UUID> ids) {
        return database.connection(connection -> connection
                .preparedQuery(SOME)
                .execute(Database.tuple((Object) ids.toArray(UUID[]::new)))
                .compose(rows -> withLines(connection, rows)));
    }

    Future<Set<UUID>> existing(List<UUID> ids) {
        return database.query(EXISTING, (Object) ids.toArray(UUID[]::new)).map(rows -> {
            var existing = new HashSet<UUID>();
            rows.forEach(row -> existing.add(row.getUUID("id")));
            return existing;
        });
    }

    private static Future<List<Sold>> withLines(SqlConnection connection, RowSet<Row> orders) {
        var currencies = new HashMap<UUID, String>();
        orders.forEach(row -> currencies.put(row.getUUID("id"), row.getString("currency")));
        var ids = currencies.keySet().toArray(UUID[]::new);
        return connection
                .preparedQuery(LINES)
                .execute(Database.tuple((Object) ids))
                .map(rows -> {
                    var lines = new HashMap<UUID, List<ToldLine>>();
                    for (var row : rows) {
                        var order = row.getUUID("order_id");
                        lines.computeIfAbsent(order, unused -> new ArrayList<>())
                                .add(line(row, currencies.get(order)));
                    }
                    return StreamSupport.stream(orders.spliterator(), false)
                            .map(row -> sold(row, lines.getOrDefault(row.getUUID("id"), List.of())))
                            .toList();
                });
    }

    private static ToldLine line(Row row, String currency) {
        return new ToldLine(
                row.getUUID("product_id"),
                row.getLong("quantity"),
                row.getLong("unit_price"),
                currency,
                row.getLong("product_version"));
    }

    private static Sold sold(Row row, List<ToldLine> lines) {
        return new Sold(
                row.getUUID("id"),
                row.getString("status"),
                row.getLong("version"),
                row.getLong("age"),
                row.getLong("total_minor"),
                lines);
    }
}
