package souk.local.bench.orders;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import souk.local.bench.Scratch;
import souk.local.bench.Server;
import souk.local.data.LocalFailure;
import souk.local.fill.MadeIds;
import souk.local.fill.PastGood;

/** Made-up products that can be ordered again and again: active, public, in one currency, and with plenty of stock. */
final class Goods {
    private static final int MOST = 100_000;
    private static final long PLENTY = 1_000_000_000;
    private static final String ORDERABLE = """
             FROM products p JOIN stock s ON s.product_id = p.id
            WHERE p.id >= ?::uuid AND p.id <= ?::uuid AND p.status = 'active' AND p.visibility = 'public'
              AND p.deleted_at IS NULL AND p.currency = 'EUR'""";
    private static final String PLENTIFUL =
            "SELECT p.id" + ORDERABLE + " AND s.on_hand - s.reserved >= ? ORDER BY p.id LIMIT ?";
    private static final String CHOSEN = "CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS SELECT p.id" + ORDERABLE
            + " AND s.on_hand - s.reserved < ? ORDER BY random() LIMIT ?";

    private static final String SOLD = """
            SELECT %s FROM products
             WHERE id = ANY (?::uuid[]) ORDER BY id""".formatted(PastGood.COLUMNS);

    private final Server server;
    private final Consumer<String> progress;

    Goods(Server server, Consumer<String> progress) {
        this.server = server;
        this.progress = progress;
    }

    /**
     * Half of the products, but 100,000 at most, in the order of their ids; the same ones in the next bench. Stock that is
     * missing is added past the service, with all that the service would write.
     */
    List<UUID> of(int products) {
        var wanted = Math.min(MOST, products / 2);
        try (var connection = server.connect("products")) {
            var goods = plentiful(connection, wanted);
            if (goods.size() < wanted) {
                progress.accept("raises the stock of %,d products".formatted(wanted - goods.size()));
                raise(connection, wanted - goods.size());
                goods = plentiful(connection, wanted);
            }
            return goods;
        } catch (SQLException e) {
            throw new LocalFailure("cannot choose products: " + e.getMessage(), e);
        }
    }

    /** What past orders sold of them, as it is now. */
    List<PastGood> sold(List<UUID> goods) {
        try (var connection = server.connect("products");
                var statement = connection.prepareStatement(SOLD)) {
            statement.setArray(1, connection.createArrayOf("uuid", goods.toArray()));
            var sold = new ArrayList<PastGood>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sold.add(PastGood.of(rows));
                }
            }
            return sold;
        } catch (SQLException e) {
            throw new LocalFailure("cannot read the products: " + e.getMessage(), e);
        }
    }

    private static List<UUID> plentiful(Connection connection, int wanted) throws SQLException {
        try (var statement = connection.prepareStatement(PLENTIFUL)) {
            statement.setObject(1, MadeIds.product(1));
            statement.setObject(2, MadeIds.product(Integer.MAX_VALUE / 1_000));
            statement.setLong(3, PLENTY / 2);
            statement.setInt(4, wanted);
            var goods = new ArrayList<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    goods.add(rows.getObject(1, UUID.class));
                }
            }
            return goods;
        }
    }

    private static void raise(Connection connection, int count) throws SQLException {
        connection.setAutoCommit(false);
        try (var choosing = connection.prepareStatement(CHOSEN);
                var raising = connection.createStatement()) {
            choosing.setObject(1, MadeIds.product(1));
            choosing.setObject(2, MadeIds.product(Integer.MAX_VALUE / 1_000));
            choosing.setLong(3, PLENTY / 2);
            choosing.setInt(4, count);
            choosing.execute();
            raising.execute(Scratch.text("/bench/orders/plenty.sql").formatted(PLENTY));
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (var tidying = connection.createStatement()) {
            tidying.execute("VACUUM (ANALYZE) products, stock, stock_movements, product_history");
        }
    }
}
