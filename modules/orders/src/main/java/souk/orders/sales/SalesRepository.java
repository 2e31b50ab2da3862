package souk.orders.sales;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.orders.order.ListStatement;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** Reads orders by the seller of their lines, who is part of each statement. */
final class SalesRepository {

    private static final String COLUMNS = "o.id, o.status, o.version, o.currency, o.created_at, o.updated_at";

    /** By the lines of the seller or, if one is asked for, of the product. Several lines of one order are one sale. */
    private static final String LIST = """
            SELECT :columns
              FROM (SELECT DISTINCT l.order_id FROM order_lines l WHERE true:lines) s
              JOIN orders o ON o.id = s.order_id
             WHERE true:conditions
             ORDER BY s.order_id :order LIMIT :limit""".replace(":columns", COLUMNS);

    private static final String FIND = "SELECT " + COLUMNS + " FROM orders o WHERE o.id = $1::uuid";

    private static final String LINES = """
            SELECT order_id, product_id, name, quantity, unit_price FROM order_lines
             WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[]) AND seller_id = $2::uuid
             ORDER BY order_id, line_no""";

    private final Database database;

    SalesRepository(Database database) {
        this.database = database;
    }

    /** @param after the last order of the page before, or null */
    Future<List<Sale>> list(UUID seller, SalesFilter filter, UUID after, int limit) {
        var statement = new ListStatement();
        var sql = sql(statement, seller, filter, after).replace(":limit", Integer.toString(limit));
        return sales(seller, sql, Database.tuple(statement.parameters()));
    }

    /** @param statement gets the parameters */
    static String sql(ListStatement statement, UUID seller, SalesFilter filter, UUID after) {
        statement
                .and("l.seller_id = ?::uuid", seller)
                .and("l.product_id = ?::uuid", filter.product())
                .between("l.order_id", filter.placed(), after, filter.oldestFirst());
        var lines = statement.conditions();
        statement.placed(filter.placed()).and("o.status = ANY ((SELECT ?::text[])::text[])", statuses(filter));
        return LIST.replace(":lines", lines)
                .replace(":conditions", statement.conditions().substring(lines.length()))
                .replace(":order", filter.oldestFirst() ? "ASC" : "DESC");
    }

    /** Empty for an order in which nothing is the seller's. */
    Future<Optional<Sale>> find(UUID seller, UUID order) {
        return sales(seller, FIND, Tuple.of(order))
                .map(found ->
                        found.stream().filter(sale -> !sale.lines().isEmpty()).findFirst());
    }

    private static String[] statuses(SalesFilter filter) {
        return filter.statuses().isEmpty() ? null : filter.statuses().toArray(String[]::new);
    }

    private Future<List<Sale>> sales(UUID seller, String sql, Tuple parameters) {
        return database.connection(connection ->
                connection.preparedQuery(sql).execute(parameters).compose(rows -> withLines(connection, seller, rows)));
    }

    private static Future<List<Sale>> withLines(SqlConnection connection, UUID seller, RowSet<Row> orders) {
        var ids = StreamSupport.stream(orders.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        return connection.preparedQuery(LINES).execute(Tuple.of(ids, seller)).map(rows -> {
            var lines = new HashMap<UUID, List<Row>>();
            rows.forEach(row -> lines.computeIfAbsent(row.getUUID("order_id"), unused -> new ArrayList<>())
                    .add(row));
            return StreamSupport.stream(orders.spliterator(), false)
                    .map(row -> sale(row, lines.getOrDefault(row.getUUID("id"), List.of())))
                    .toList();
        });
    }

    private static Sale sale(Row row, List<Row> lines) {
        var currency = row.getString("currency");
        return new Sale(
                row.getUUID("id"),
                row.getString("status"),
                lines.stream().map(line -> line(line, currency)).toList(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static Sale.Line line(Row row, String currency) {
        return Sale.Line.of(
                row.getUUID("product_id"),
                row.getString("name"),
                Money.ofMinor(row.getLong("unit_price"), currency),
                row.getLong("quantity"));
    }
}
