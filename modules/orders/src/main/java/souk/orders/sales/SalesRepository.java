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
import souk.orders.order.Slice;
import souk.orders.order.SliceRepository;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** Reads orders by the seller of their lines, who is part of each statement. */
final class SalesRepository {

    private static final String COLUMNS = "o.id, o.status, o.version, o.currency, o.created_at, o.updated_at";

    /** Several lines of one order are one sale. */
    private static final String OF_SELLER = """
            SELECT DISTINCT l.seller_id AS key, l.order_id AS id FROM order_lines l WHERE true:driving
             ORDER BY key :order, id :order LIMIT :most""";

    /** OFFSET 0 keeps the planner from looking at all orders instead, here and below. */
    private static final String PAGE = """
            SELECT :columns
              FROM (:candidates) c
             CROSS JOIN LATERAL (SELECT o.* FROM orders o WHERE o.id = c.id OFFSET 0) o
             WHERE true:remaining ORDER BY c.key :order, c.id :order LIMIT :limit""".replace(":columns", COLUMNS);

    private static final String HAS_PRODUCT = """
            EXISTS (SELECT 1 FROM order_lines l
                     WHERE l.order_id = o.id AND l.seller_id = c.key AND l.product_id = ?::uuid OFFSET 0)""";

    private static final String FIND = "SELECT " + COLUMNS + " FROM orders o WHERE o.id = $1::uuid";

    private static final String LINES = """
            SELECT order_id, product_id, name, quantity, unit_price, shipped FROM order_lines
             WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[]) AND seller_id = $2::uuid
             ORDER BY order_id, line_no""";

    private final Database database;

    SalesRepository(Database database) {
        this.database = database;
    }

    /** @param after the last order of the page before, or null */
    Future<Slice<Sale>> list(UUID seller, SalesFilter filter, UUID after, int limit) {
        var statement = statement(seller, filter, after);
        return database.connection(connection ->
                SliceRepository.read(connection, statement, limit, rows -> withLines(connection, seller, rows)));
    }

    static ListStatement statement(UUID seller, SalesFilter filter, UUID after) {
        return new ListStatement(OF_SELLER, PAGE, filter.oldestFirst())
                .of("l.seller_id", seller)
                .between("l.order_id", filter.placed(), after)
                .only(HAS_PRODUCT, filter.product())
                .onlyIn(filter.statuses())
                .onlyPlaced(filter.placed());
    }

    /** Empty for an order in which nothing is the seller's. */
    Future<Optional<Sale>> find(UUID seller, UUID order) {
        return database.connection(connection -> connection
                        .preparedQuery(FIND)
                        .execute(Tuple.of(order))
                        .compose(rows -> withLines(connection, seller, rows)))
                .map(found -> found.stream().findFirst());
    }

    /** Without those orders in which nothing is the seller's. */
    private static Future<List<Sale>> withLines(SqlConnection connection, UUID seller, RowSet<Row> orders) {
        var ids = StreamSupport.stream(orders.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        return connection.preparedQuery(LINES).execute(Tuple.of(ids, seller)).map(rows -> {
            var lines = new HashMap<UUID, List<Row>>();
            rows.forEach(row -> lines.computeIfAbsent(row.getUUID("order_id"), unused -> new ArrayList<>())
                    .add(row));
            return StreamSupport.stream(orders.spliterator(), false)
                    .filter(row -> lines.containsKey(row.getUUID("id")))
                    .map(row -> sale(row, lines.get(row.getUUID("id"))))
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
                row.getLong("quantity"),
                row.getLong("shipped"));
    }
}
