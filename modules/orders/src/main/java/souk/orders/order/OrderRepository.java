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

/** Reads and moves orders. Who may see one is part of each statement; tombstones are never seen. */
public final class OrderRepository {

    /** Of an order {@code o}, for {@link #withLines}. */
    static final String COLUMNS = """
            o.id, o.customer_id, o.status, o.total_minor, o.currency, o.version, o.created_at, o.updated_at""";

    private static final String FIND = """
            SELECT %s
              FROM orders o
             WHERE id = $1::uuid AND status <> 'never' AND ($3::boolean OR customer_id = $2::uuid)""".formatted(COLUMNS);

    private static final String LINES = """
            SELECT l.order_id, l.product_id, l.seller_id, l.name, l.quantity, l.unit_price, l.product_version, o.currency
              FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.order_id = ANY ($1::uuid[]) ORDER BY l.order_id, l.line_no""";

    private static final String MOVE = """
            WITH moved AS (
              UPDATE orders SET status = $3::text, version = version + 1, updated_at = now()
               WHERE id = $1::uuid AND version = $2::bigint
              RETURNING id, version, updated_at)
            INSERT INTO order_history (order_id, version, from_status, to_status, actor, reason)
            SELECT id, version, $4::text, $3::text, $5::uuid, $6::text FROM moved
            RETURNING version, at""";

    /** Waits for a placement of the same order that is under way: both want the same primary key. */
    private static final String BURY = """
            INSERT INTO orders (id, status)
            SELECT id, 'never' FROM unnest($1::uuid[]) AS asked(id) ORDER BY id
            ON CONFLICT DO NOTHING""";

    /** A statement of its own, so that it sees what the one before has waited for. */
    private static final String STATES = "SELECT id, status FROM orders WHERE id = ANY ($1::uuid[])";

    private final Database database;

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

    private static Future<Optional<Order>> find(SqlConnection connection, String sql, UUID id, Viewer viewer) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, viewer.account(), viewer.seesAll()))
                .compose(rows -> withLines(connection, rows))
                .map(orders -> orders.stream().findFirst());
    }

    /** Compare-and-set on the version, with its row of history; empty if somebody else was first. */
    Future<Optional<Order>> move(SqlConnection connection, Order order, OrderState next, UUID actor, String reason) {
        var parameters = Tuple.tuple()
                .addValue(order.id())
                .addValue(order.version())
                .addValue(next.label())
                .addValue(order.status().label())
                .addValue(actor)
                .addValue(reason);
        return connection
                .preparedQuery(MOVE)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new Order(
                                order.id(),
                                order.customerId(),
                                next,
                                order.total(),
                                order.lines(),
                                row.getLong("version"),
                                order.createdAt(),
                                row.getOffsetDateTime("at").toInstant())));
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
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
