package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.OrderFates.OrderFate;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/** Reads orders. Who may see one is part of each statement; tombstones are never seen. */
public final class OrderRepository {

    /** Of an order {@code o}, for {@link #withLines}. */
    static final String COLUMNS = """
            o.id, o.customer_id, o.status, o.total_minor, o.currency, o.version, o.created_at, o.updated_at,
            o.payment, o.paid_minor, o.refunding_minor, o.refunded_minor""";

    private static final String FIND = """
            SELECT %s
              FROM orders o
             WHERE id = $1::uuid AND status <> 'never' AND ($3::boolean OR customer_id = $2::uuid)""".formatted(COLUMNS);

    private static final String LINES = """
            SELECT l.order_id, l.product_id, l.seller_id, l.name, l.quantity, l.shipped, l.unit_price,
                   l.product_version, o.currency
              FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.order_id = ANY ($1::uuid[]) ORDER BY l.order_id, l.line_no""";

    /** Waits for a placement of the same order that is under way: both want the same primary key. */
    private static final String BURY = """
            INSERT INTO orders (id, status)
            SELECT id, 'never' FROM unnest($1::uuid[]) AS asked(id) ORDER BY id
            ON CONFLICT DO NOTHING""";

    /** A statement of its own, so that it sees what the one before has waited for. */
    private static final String STATES = "SELECT id, status FROM orders WHERE id = ANY ($1::uuid[])";

    private final Database database;
    private final ShipmentRepository shipments = new ShipmentRepository();

    public OrderRepository(Database database) {
        this.database = database;
    }

    /** Empty as well for an order that this viewer may not see. */
    Future<Optional<Order>> find(UUID id, Viewer viewer) {
        return database.connection(connection -> find(connection, FIND, id, viewer));
    }

    /** The same, and nobody else moves it until this transaction ends. */
    Future<Optional<Order>> lock(SqlConnection connection, UUID id, Viewer viewer) {
        return find(connection, FIND + " FOR UPDATE", id, viewer);
    }

    private Future<Optional<Order>> find(SqlConnection connection, String sql, UUID id, Viewer viewer) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, viewer.account(), viewer.seesAll()))
                .compose(rows -> withLines(connection, rows))
                .compose(orders -> orders.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : withShipments(connection, orders.get(0)).map(Optional::of));
    }

    private Future<Order> withShipments(SqlConnection connection, Order order) {
        return order.hasShipped()
                ? shipments.of(connection, order.id()).map(order::with)
                : Future.succeededFuture(order);
    }

    /** Decides for each order that is not there that it never will be, and says how the others stand. */
    public Future<List<OrderFate>> fates(List<UUID> ids) {
        var asked = Tuple.of((Object) ids.toArray(UUID[]::new));
        return database.transaction(connection -> connection
                .preparedQuery(BURY)
                .execute(asked)
                .compose(buried -> connection.preparedQuery(STATES).execute(asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new OrderFate(row.getUUID("id"), fate(row.getString("status"))))
                        .toList()));
    }

    private static Fate fate(String status) {
        return OrderState.named(status)
                .map(state -> state.gaveUp() ? Fate.ENDED : Fate.PLACED)
                .orElse(Fate.NEVER);
    }

    /** @param orders rows with {@link #COLUMNS} */
    static Future<List<Order>> withLines(SqlConnection connection, RowSet<Row> orders) {
        if (orders.size() == 0) {
            return Future.succeededFuture(List.of());
        }
        var ids = StreamSupport.stream(orders.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        return connection.preparedQuery(LINES).execute(Tuple.of((Object) ids)).map(rows -> {
            var lines = lines(rows);
            return StreamSupport.stream(orders.spliterator(), false)
                    .map(row -> order(row, lines.getOrDefault(row.getUUID("id"), List.of())))
                    .toList();
        });
    }

    private static Map<UUID, List<Order.Line>> lines(RowSet<Row> rows) {
        var lines = new HashMap<UUID, List<Order.Line>>();
        rows.forEach(row -> lines.computeIfAbsent(row.getUUID("order_id"), unused -> new ArrayList<>())
                .add(new Order.Line(
                        row.getUUID("product_id"),
                        row.getUUID("seller_id"),
                        row.getString("name"),
                        Money.ofMinor(row.getLong("unit_price"), row.getString("currency")),
                        row.getLong("quantity"),
                        row.getLong("shipped"),
                        row.getLong("product_version"))));
        return lines;
    }

    private static Order order(Row row, List<Order.Line> lines) {
        return new Order(
                row.getUUID("id"),
                row.getUUID("customer_id"),
                OrderState.named(row.getString("status")).orElseThrow(),
                Money.ofMinor(row.getLong("total_minor"), row.getString("currency")),
                lines,
                payment(row),
                List.of(),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static OrderPayment payment(Row row) {
        var state = row.getString("payment");
        return state == null
                ? null
                : new OrderPayment(
                        OrderPayment.State.named(state),
                        row.getLong("paid_minor"),
                        row.getLong("refunding_minor"),
                        row.getLong("refunded_minor"));
    }
}
