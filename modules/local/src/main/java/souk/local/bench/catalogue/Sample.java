package souk.local.bench.catalogue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Server;
import souk.local.data.LocalFailure;

/** Products of the made-up shop that anybody can see, chosen at random. */
final class Sample {
    private static final String CHOSEN = """
            SELECT id, version, owner_id FROM products
             WHERE owner_id = ANY (?::uuid[]) AND status = 'active' AND visibility = 'public' AND deleted_at IS NULL
               AND random() < ?
             LIMIT ?""";

    private final Server server;
    private final BenchAccounts sellers;

    Sample(Server server, BenchAccounts sellers) {
        this.server = server;
        this.sellers = sellers;
    }

    /**
     * @param version that it has now
     * @param seller its place among the sellers
     */
    record Product(UUID id, long version, int seller) {}

    /** Different ones each time, in no order. */
    List<Product> of(int count, int products) {
        var ids = sellers.ids();
        try (var connection = server.connect("products");
                var statement = connection.prepareStatement(CHOSEN)) {
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            statement.setDouble(2, Math.min(1, 1.2 * count / products));
            statement.setInt(3, count);
            var chosen = new ArrayList<Product>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var seller = ids.indexOf(rows.getObject(3, UUID.class));
                    chosen.add(new Product(rows.getObject(1, UUID.class), rows.getLong(2), seller));
                }
            }
            Collections.shuffle(chosen, new Random());
            return chosen;
        } catch (SQLException e) {
            throw new LocalFailure("cannot choose products: " + e.getMessage(), e);
        }
    }
}
