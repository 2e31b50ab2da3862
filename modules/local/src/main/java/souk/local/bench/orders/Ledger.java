package souk.local.bench.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.local.bench.Server;
import souk.local.data.LocalFailure;

/** What the databases of orders and products say about the orders of some customers. For one thread. */
final class Ledger implements AutoCloseable {
    private static final String WAITING = """
            SELECT EXISTS (SELECT FROM (SELECT retry_at FROM outbox ORDER BY position LIMIT 100) AS oldest
                            WHERE retry_at IS DISTINCT FROM 'infinity')""";
    private static final String HELD = """
            SELECT EXISTS (SELECT FROM reservations WHERE state = 'held' AND order_id >= ?::uuid)""";
    private static final String ORDERS = """
            SELECT count(*) FROM orders
             WHERE id >= ?::uuid AND customer_id = ANY (?::uuid[]) AND status <> 'never'""";
    private static final String FIRM = """
            SELECT count(*) FROM reservations
             WHERE order_id >= ?::uuid AND caller = ANY (?::uuid[]) AND state = 'firm'""";

    private final Connection orders;
    private final Connection products;
    private final Object[] customers;

    Ledger(Server server, List<UUID> customers) {
        try {
            this.orders = server.connect("orders");
            this.products = server.connect("products");
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask the databases: " + e.getMessage(), e);
        }
        this.customers = customers.toArray();
    }

    /** Whether every event is published and every stock that was held since then belongs to an order or is free again. */
    boolean isSettled(Instant since) {
        try (var waiting = orders.prepareStatement(WAITING);
                var held = products.prepareStatement(HELD)) {
            held.setObject(1, firstId(since));
            return !isTrue(waiting) && !isTrue(held);
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask whether the outbox is empty: " + e.getMessage(), e);
        }
    }

    /** How many orders there are since then. */
    long orders(Instant since) {
        return count(orders, ORDERS, since);
    }

    /** For how many orders since then stock is kept. */
    long firm(Instant since) {
        return count(products, FIRM, since);
    }

    /** Ids begin with the millisecond in which they were made. */
    static UUID firstId(Instant since) {
        return new UUID(since.toEpochMilli() << 16, 0);
    }

    private long count(Connection connection, String question, Instant since) {
        try (var statement = connection.prepareStatement(question)) {
            statement.setObject(1, firstId(since));
            statement.setArray(2, connection.createArrayOf("uuid", customers));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new LocalFailure("cannot count the orders: " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (var rows = question.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Override
    public void close() {
        try (orders;
                products) {
            return;
        } catch (SQLException e) {
            throw new LocalFailure("cannot close the connections to the databases: " + e.getMessage(), e);
        }
    }
}
