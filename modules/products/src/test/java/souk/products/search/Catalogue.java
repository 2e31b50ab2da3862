package souk.products.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import souk.products.category.CategoryTree;
import souk.products.grant.Viewer;
import souk.shared.bus.Deadline;
import souk.shared.config.Settings;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/** A products database, written with plain SQL, and indexes that follow it. */
final class Catalogue implements AutoCloseable {

    static final UUID SELLER = UuidV7.next();
    private static final Viewer EVERYTHING = new Viewer(UuidV7.next(), true);

    final Vertx vertx = Vertx.vertx();
    final TestDatabase testDatabase = TestDatabase.create();
    final Database database;
    final FeedRepository feed;
    final IndexedProductRepository products;
    final Follower follower;
    private final Path folders;
    private final List<IndexKeeper> keepers = new ArrayList<>();

    Catalogue() {
        var settings = Settings.of(testDatabase::setting);
        var config = DatabaseConfig.from(settings, "products");
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        feed = new FeedRepository(database);
        products = new IndexedProductRepository(database);
        follower = new Follower(feed, products, new Follower.Haste(() -> false, () -> false));
        try {
            folders = Files.createTempDirectory("souk-catalogue");
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    Path folder(String name) {
        return folders.resolve(name);
    }

    /** An index of what is there now. */
    ProductIndex built(String name) throws IOException {
        return new IndexBuilder(feed, products, () -> false).build(Files.createDirectories(folder(name)));
    }

    /** A running one, until the end of the test class. */
    IndexKeeper keeper(String name) {
        var keeper = keeperFor(name);
        keepers.add(keeper);
        return keeper;
    }

    /** A running one, which the test stops. */
    IndexKeeper keeperFor(String name) {
        var keeper = new IndexKeeper(vertx, feed, products, IndexFolder.of(Optional.of(folder(name))));
        await(keeper.start(Duration.ofSeconds(20)));
        return keeper;
    }

    UUID add(String name) {
        var id = UuidV7.next();
        testDatabase.execute(insert(id, name));
        return id;
    }

    UUID add(String name, Connection connection) throws SQLException {
        var id = UuidV7.next();
        run(connection, insert(id, name));
        return id;
    }

    void rename(UUID id, String name) {
        testDatabase.execute(update(id, "name = '" + name + "'"));
    }

    void rename(UUID id, String name, Connection connection) throws SQLException {
        run(connection, update(id, "name = '" + name + "'"));
    }

    void delete(UUID id) {
        testDatabase.execute(update(id, "deleted_at = now()"));
    }

    void delete(UUID id, Connection connection) throws SQLException {
        run(connection, update(id, "deleted_at = now()"));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String insert(UUID id, String name) {
        return """
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status)
                VALUES ('%1$s', '%1$s', '%2$s', '%3$s', '', 100, 'EUR', 'active');
                INSERT INTO stock (product_id, on_hand) VALUES ('%1$s', 1)""".formatted(id, SELLER, name);
    }

    private static String update(UUID id, String what) {
        return "UPDATE products SET " + what + ", version = version + 1 WHERE id = '" + id + "'";
    }

    Connection transaction() throws SQLException {
        var connection = testDatabase.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** All that an index has for these words, newest first. */
    static List<UUID> found(ProductIndex index, String words) throws IOException {
        var searcher = index.acquire();
        try {
            var criteria = new Criteria(
                    words,
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    Map.of(),
                    Order.NEWEST,
                    List.of(),
                    false,
                    20,
                    null);
            var filters = new Filters(criteria, EVERYTHING, CategoryTree.EMPTY);
            var window = new Window(10_000, Deadline.in(Duration.ofSeconds(10)));
            var found = new IndexSearch.Asked(searcher, criteria, filters, window).answer(null, null, Duration.ZERO);
            return found.hits().stream().map(Hit::id).toList();
        } finally {
            index.release(searcher);
        }
    }

    @Override
    public void close() {
        keepers.forEach(keeper -> await(keeper.stop()));
        await(database.close());
        await(vertx.close());
        testDatabase.close();
        try {
            IndexFolder.remove(folders);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
