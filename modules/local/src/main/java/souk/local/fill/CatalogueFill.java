package souk.local.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A big made-up catalogue, written past the services into the tables of their database, in transactions of 10,000
 * products. What is there already is left as it is, so that a fill that was cut short goes on and a greater one adds to
 * a smaller one.
 */
public final class CatalogueFill {
    private static final int CHUNK = 10_000;
    private static final String THERE = """
            SELECT id FROM products WHERE id >= ?::uuid AND id <= ?::uuid""";
    private static final String COUNT = """
            SELECT count(*) FROM products WHERE id >= ?::uuid AND id <= ?::uuid""";
    private static final String LOCK_TREE = "UPDATE category_tree SET revision = revision + 1";
    private static final String CATEGORY = """
            INSERT INTO categories (id, parent_id, name, slug, position)
            VALUES (?::uuid, ?::uuid, ?::text, ?::text, ?::int) ON CONFLICT (id) DO NOTHING""";
    private static final String FIRST_VERSIONS = """
            INSERT INTO category_history (category_id, version, actor, action)
            SELECT c.id, 1, ?::uuid, 'created' FROM categories c
             WHERE c.id >= ?::uuid AND c.id <= ?::uuid
            ON CONFLICT DO NOTHING""";
    private static final String CATEGORY_THERE = "SELECT EXISTS (SELECT FROM categories WHERE id = ?::uuid)";

    private final Connection connection;
    private final List<UUID> sellers;
    private final Consumer<String> progress;

    /**
     * @param connection of somebody who may write all tables of the products service
     * @param sellers ids of accounts whose the products will be
     * @param progress told in a sentence what happens
     */
    public CatalogueFill(Connection connection, List<UUID> sellers, Consumer<String> progress) {
        this.connection = connection;
        this.sellers = List.copyOf(sellers);
        this.progress = progress;
    }

    /** How many of the made-up products there are. */
    public static int count(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, MadeIds.product(1));
            statement.setObject(2, MadeIds.product(Integer.MAX_VALUE / 1_000));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Products 1 to {@code products} are there afterwards; returns how many of them are new. */
    public int fillUpTo(int products) throws SQLException {
        connection.setAutoCommit(false);
        addCategories();
        var maker = new ProductMaker(sellers.size());
        var added = 0;
        var started = System.nanoTime();
        for (int first = 1; first <= products; first += CHUNK) {
            var last = Math.min(products, first + CHUNK - 1);
            var missing = missing(first, last);
            if (!missing.isEmpty()) {
                var made = IntStream.of(
                                missing.stream().mapToInt(number -> number).toArray())
                        .mapToObj(maker::make)
                        .toList();
                new MadeRows(made, sellers).writeTo(connection);
                added += made.size();
            }
            connection.commit();
            if (!missing.isEmpty() && (last % (10 * CHUNK) == 0 || last == products)) {
                var seconds = (System.nanoTime() - started) / 1e9;
                progress.accept("  %,d of %,d products after %.0f s".formatted(last, products, seconds));
            }
        }
        connection.setAutoCommit(true);
        if (added > 0) {
            tidy();
        }
        return added;
    }

    private void addCategories() throws SQLException {
        var categories = MadeCategory.all();
        if (isThere(categories.get(categories.size() - 1))) {
            return;
        }
        try (var lock = connection.createStatement();
                var insert = connection.prepareStatement(CATEGORY);
                var history = connection.prepareStatement(FIRST_VERSIONS)) {
            lock.executeUpdate(LOCK_TREE);
            for (var category : categories) {
                insert.setObject(1, category.id());
                insert.setObject(2, category.parentId());
                insert.setString(3, category.name());
                insert.setString(4, category.slug());
                insert.setInt(5, category.position());
                insert.addBatch();
            }
            insert.executeBatch();
            history.setObject(1, sellers.get(0));
            history.setObject(2, categories.get(0).id());
            history.setObject(3, categories.get(categories.size() - 1).id());
            history.executeUpdate();
        }
        connection.commit();
    }

    private boolean isThere(MadeCategory category) throws SQLException {
        try (var statement = connection.prepareStatement(CATEGORY_THERE)) {
            statement.setObject(1, category.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private List<Integer> missing(int first, int last) throws SQLException {
        var there = there(first, last);
        return IntStream.rangeClosed(first, last)
                .boxed()
                .filter(number -> !there.contains(MadeIds.product(number)))
                .toList();
    }

    private Set<UUID> there(int first, int last) throws SQLException {
        try (var statement = connection.prepareStatement(THERE)) {
            statement.setObject(1, MadeIds.product(first));
            statement.setObject(2, MadeIds.product(last));
            var ids = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    /** Statistics for the planner and maps of what is visible, as autovacuum would make them in its time. */
    private void tidy() throws SQLException {
        progress.accept("  vacuums and analyses");
        try (var statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) products, stock, stock_movements, product_categories, product_history,"
                    + " categories, search_feed");
        }
    }
}
