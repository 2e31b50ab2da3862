package souk.local.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many orders of last year, written past the services into the tables of their two databases with all that the services
 * would have written: first to products, then to orders, 20,000 in a transaction of each. A fill that was cut short goes
 * on, and both it and the removal make good what was done to one database only.
 */
public final class PastOrders {
    private static final int CHUNK = 20_000;
    private static final String COUNT = """
            SELECT count(*) FROM orders WHERE id >= ?::uuid AND id <= ?::uuid""";
    private static final String COUNT_RESERVED = """
            SELECT count(*) FROM reservations WHERE order_id >= ?::uuid AND order_id <= ?::uuid""";
    private static final String CHOSEN = "CREATE TEMPORARY TABLE chosen (id uuid PRIMARY KEY) ON COMMIT DROP";

    /** In the order in which everybody locks. */
    private static final List<String> LOCKS = List.of("""
            SELECT count(*) FROM (SELECT FROM reservations WHERE order_id IN (SELECT id FROM chosen)
                                   ORDER BY order_id FOR UPDATE) AS locked""", """
            SELECT count(*) FROM (SELECT FROM stock WHERE product_id IN (
                                         SELECT product_id FROM reservation_lines
                                          WHERE order_id IN (SELECT id FROM chosen))
                                   ORDER BY product_id FOR NO KEY UPDATE) AS locked""");

    private static final String RESERVE = """
            UPDATE stock SET reserved = reserved %s open
              FROM (SELECT product_id, sum(quantity - shipped - released) AS open FROM reservation_lines
                     WHERE order_id IN (SELECT id FROM chosen) GROUP BY product_id) AS taken
             WHERE stock.product_id = taken.product_id AND open > 0""";

    /** Nothing, unless somebody went on with an order that was made up. */
    private static final String PUT_BACK = """
            WITH gone AS (
              DELETE FROM stock_movements
               WHERE order_id IN (SELECT id FROM chosen) OR id IN (SELECT id FROM chosen)
              RETURNING product_id, delta)
            UPDATE stock SET on_hand = on_hand - moved
              FROM (SELECT product_id, sum(delta) AS moved FROM gone GROUP BY product_id) AS sums
             WHERE stock.product_id = sums.product_id AND moved <> 0""";

    private static final List<String> OF_PRODUCTS = List.of(
            "DELETE FROM reservation_lines WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM reservations WHERE order_id IN (SELECT id FROM chosen)");
    private static final List<String> OF_ORDERS = List.of(
            "DELETE FROM refunds WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM payments WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM shipment_lines WHERE shipment_id IN (SELECT s.id FROM shipments s JOIN chosen ON order_id = chosen.id)",
            "DELETE FROM shipments WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM order_history WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM order_lines WHERE order_id IN (SELECT id FROM chosen)",
            "DELETE FROM orders WHERE id IN (SELECT id FROM chosen)");

    private final Connection orders;
    private final Connection products;
    private final Consumer<String> progress;

    /**
     * @param orders connection of somebody who may write all tables of the orders service
     * @param products the same for the products service
     * @param progress told in a sentence what happens
     */
    public PastOrders(Connection orders, Connection products, Consumer<String> progress) throws SQLException {
        this.orders = orders;
        this.products = products;
        this.progress = progress;
        orders.setAutoCommit(false);
        products.setAutoCommit(false);
    }

    /**
     * Orders 1 to {@code count} are there afterwards.
     *
     * @param goods what was sold, at least three, in the order of their ids, all in one currency
     * @param regulars customers of whom some of the orders are
     */
    public void fillUpTo(int count, List<PastGood> goods, List<UUID> regulars) throws SQLException {
        for (int first = 1; first <= count; first += CHUNK) {
            var last = Math.min(count, first + CHUNK - 1);
            var there = count(orders, COUNT, first, last);
            if (there < last - first + 1) {
                if (there + count(products, COUNT_RESERVED, first, last) > 0) {
                    remove(first, last);
                }
                fill(IntStream.rangeClosed(first, last)
                        .mapToObj(number -> PastOrder.make(number, goods, regulars))
                        .toList());
                say(last, 5, "  %,d of %,d past orders".formatted(last, count));
            }
        }
        tidy();
    }

    /** All of them. */
    public void remove() throws SQLException {
        for (int first = 1; remove(first, first + CHUNK - 1) > 0; first += CHUNK) {
            say(first + CHUNK - 1, 5, "  %,d past orders are gone".formatted(first + CHUNK - 1));
        }
        tidy();
    }

    /** How many of the first so many there are. */
    public long count(int count) throws SQLException {
        return count(orders, COUNT, 1, count);
    }

    private static long count(Connection connection, String question, int first, int last) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setObject(1, MadeIds.order(first));
            statement.setObject(2, MadeIds.order(last));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void fill(List<PastOrder> made) throws SQLException {
        var ids = made.stream().map(PastOrder::id).toList();
        choose(products, ids);
        new PastOrderRows(made).writeToProducts(products);
        execute(products, LOCKS);
        execute(products, List.of(RESERVE.formatted("+")));
        products.commit();
        new PastOrderRows(made).writeToOrders(orders);
        orders.commit();
    }

    private int remove(int first, int last) throws SQLException {
        var ids = IntStream.rangeClosed(first, last).mapToObj(MadeIds::order).toList();
        choose(orders, ids);
        var removed = execute(orders, OF_ORDERS);
        orders.commit();
        choose(products, withArrivals(ids, first, last));
        execute(products, LOCKS);
        execute(products, List.of(RESERVE.formatted("-"), PUT_BACK));
        removed += execute(products, OF_PRODUCTS);
        products.commit();
        return removed;
    }

    /** The movements by which came in what was shipped name no order. */
    private static List<UUID> withArrivals(List<UUID> ids, int first, int last) {
        var arrivals = IntStream.rangeClosed(first, last)
                .boxed()
                .flatMap(number -> IntStream.range(0, PastOrder.LINES).mapToObj(line -> MadeIds.arrival(number, line)));
        return Stream.concat(ids.stream(), arrivals).toList();
    }

    private static void choose(Connection connection, List<UUID> ids) throws SQLException {
        execute(connection, List.of(CHOSEN));
        CopyTable.fill(connection, "chosen", "id", table -> {
            for (var id : ids) {
                table.row(id);
            }
        });
        execute(connection, List.of("ANALYZE chosen"));
    }

    /** Returns how many rows were changed. */
    private static int execute(Connection connection, List<String> statements) throws SQLException {
        var changed = 0;
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
                changed += Math.max(0, statement.getUpdateCount());
            }
        }
        return changed;
    }

    /** Statistics for the planner and maps of what is visible, as autovacuum would make them in its time. */
    private void tidy() throws SQLException {
        progress.accept("  vacuums and analyses");
        orders.setAutoCommit(true);
        products.setAutoCommit(true);
        execute(
                orders,
                List.of("VACUUM (ANALYZE) orders, order_lines, order_history, payments, shipments, shipment_lines"));
        execute(products, List.of("VACUUM (ANALYZE) reservations, reservation_lines, stock, stock_movements"));
        orders.setAutoCommit(false);
        products.setAutoCommit(false);
    }

    private void say(int last, int every, String what) {
        if (last / CHUNK % every == 0) {
            progress.accept(what);
        }
    }
}
