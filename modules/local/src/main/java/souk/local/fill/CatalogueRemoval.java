package souk.local.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a {@link CatalogueFill} away again, all but the products that orders hold. Rows that only it may have made are
 * deleted for good, in transactions of 10,000 products; the search is told.
 */
public final class CatalogueRemoval {
    private static final int CHUNK = 10_000;

    /** The checks of foreign keys are what would take the time; nothing that is pointed at goes. */
    private static final String UNCHECKED = "SET session_replication_role = replica";

    private static final String CHOSEN = """
            CREATE TEMPORARY TABLE leaving ON COMMIT DROP AS
            SELECT p.id FROM products p
             WHERE p.id >= '%s'::uuid AND p.id <= '%s'::uuid
               AND NOT EXISTS (SELECT FROM reservation_lines l WHERE l.product_id = p.id)
             ORDER BY p.id""";
    private static final List<String> TABLES = List.of(
            "product_history", "product_categories", "product_grants", "access_changes", "stock_movements", "stock");
    private static final String TELL = "INSERT INTO search_feed (product_id) SELECT id FROM leaving";
    private static final String CATEGORIES = """
            DELETE FROM categories c
             WHERE c.id >= '%s'::uuid AND c.id <= '%s'::uuid
               AND NOT EXISTS (SELECT FROM product_categories m WHERE m.category_id = c.id)
               AND NOT EXISTS (SELECT FROM categories child WHERE child.parent_id = c.id)""";
    private static final String CATEGORY_HISTORY = """
            DELETE FROM category_history h
             WHERE h.category_id >= '%s'::uuid AND h.category_id <= '%s'::uuid
               AND NOT EXISTS (SELECT FROM categories c WHERE c.id = h.category_id)""";
    private static final int LEVELS = 3;

    private final Connection connection;
    private final Consumer<String> progress;

    /** @param connection of the superuser; left in a mode that is good for nothing else */
    public CatalogueRemoval(Connection connection, Consumer<String> progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /** Returns how many are left because orders hold them. */
    public int run() throws SQLException {
        var left = CatalogueFill.count(connection);
        connection.setAutoCommit(false);
        execute(UNCHECKED);
        connection.commit();
        for (int first = 1, gone = 0, all = left; gone < all && first < Integer.MAX_VALUE / 1_000; first += CHUNK) {
            var removed = remove(first, first + CHUNK - 1);
            gone += removed;
            left -= removed;
            if (removed > 0 && (first / CHUNK) % 10 == 9) {
                progress.accept("  %,d of %,d products are gone".formatted(gone, all));
            }
        }
        removeCategories();
        connection.setAutoCommit(true);
        execute("VACUUM (ANALYZE) products, stock, stock_movements, product_categories, product_history, search_feed");
        return left;
    }

    private int remove(int first, int last) throws SQLException {
        execute(CHOSEN.formatted(MadeIds.product(first), MadeIds.product(last)));
        for (var table : TABLES) {
            execute("DELETE FROM %s USING leaving WHERE product_id = leaving.id".formatted(table));
        }
        execute(TELL);
        var removed = execute("DELETE FROM products USING leaving WHERE products.id = leaving.id");
        connection.commit();
        return removed;
    }

    /** From the leaves up. */
    private void removeCategories() throws SQLException {
        var categories = MadeCategory.all();
        var first = categories.get(0).id();
        var last = categories.get(categories.size() - 1).id();
        execute("UPDATE category_tree SET revision = revision + 1");
        for (int level = 0; level < LEVELS; level++) {
            execute(CATEGORIES.formatted(first, last));
        }
        execute(CATEGORY_HISTORY.formatted(first, last));
        connection.commit();
    }

    private int execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
