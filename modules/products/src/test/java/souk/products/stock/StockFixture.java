package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import souk.products.grant.Viewer;
import souk.shared.config.Settings;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.contract.StockReserved;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.sql.Batcher;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/** A products database with as many instances of the stock as a test wants. */
final class StockFixture implements AutoCloseable {

    static final UUID CALLER = UuidV7.next();
    private static final UUID SELLER = UuidV7.next();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final TestDatabase database = TestDatabase.create();
    final Collection<UUID> changed = new ConcurrentLinkedQueue<>();
    private final DatabaseConfig config;

    /** One instance of the service's stock. */
    record Instance(Reserving reserving, Settling settling) {}

    StockFixture() {
        var settings = Settings.of(database::setting);
        config = DatabaseConfig.from(settings, "products");
        settings.verify();
        await(Migrations.run(vertx, config));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    Instance instance() {
        return instance(Duration.ofSeconds(10));
    }

    Database pool() {
        return Database.open(vertx, config);
    }

    Instance instance(Duration hold) {
        var pool = pool();
        var repository = new ReservationRepository(pool, (int) hold.toSeconds());
        return new Instance(
                new Reserving(vertx, repository, Batcher.Limits.STANDARD),
                new Settling(pool, new SettlementRepository(), changed::addAll));
    }

    /** An instance that waits for the others, on however busy a machine. */
    Instance patient(Database pool) {
        return new Instance(
                new Reserving(vertx, new ReservationRepository(pool, 60), new Batcher.Limits(16, 512, PATIENCE)),
                new Settling(pool, new SettlementRepository(), changed::addAll));
    }

    /** With a queue for so many. */
    Reserving narrow(int queued) {
        return new Reserving(
                vertx, new ReservationRepository(patientPool(), 60), new Batcher.Limits(64, queued, PATIENCE));
    }

    Database patientPool() {
        var limits = new DatabaseLimits(
                PATIENCE, PATIENCE, PATIENCE.minusSeconds(1), PATIENCE.minusSeconds(2), PATIENCE, 500);
        return Database.open(vertx, config.withLimits(limits));
    }

    UUID product(String price, long onHand) {
        var id = UuidV7.next();
        var money = Money.parse(price, "EUR");
        database.execute("""
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status)
                VALUES ('%1$s', '%1$s', '%2$s', 'Thing', '', %3$d, 'EUR', 'active');
                INSERT INTO stock (product_id, on_hand) VALUES ('%1$s', %4$d)""".formatted(id, SELLER, money.minorUnits(), onHand));
        return id;
    }

    static ReserveStock order(OrderLine... lines) {
        return keyed(null, null, lines);
    }

    static ReserveStock keyed(String key, String hash, OrderLine... lines) {
        return new ReserveStock(UuidV7.next(), CALLER, key, hash, Arrays.asList(lines), null);
    }

    /** As a customer who has no rights but their own. */
    static Future<StockReserved> reserve(Reserving reserving, ReserveStock request) {
        return reserving.reserve(request, new Viewer(request.caller(), false));
    }

    static OrderLine of(UUID product, int quantity) {
        return new OrderLine(product, quantity);
    }

    long reserved(UUID product) {
        return database.number("SELECT reserved FROM stock WHERE product_id = '" + product + "'");
    }

    String state(UUID orderId) {
        return database.value(
                "SELECT coalesce(max(state), 'none') FROM reservations WHERE order_id = '" + orderId + "'");
    }

    /** Products whose reserved quantity is not the sum of what reservations hold of it. */
    long productsThatDoNotAddUp() {
        return database.number("""
                SELECT count(*) FROM stock s LEFT JOIN (
                  SELECT l.product_id, sum(l.quantity - l.shipped - l.released) AS held
                    FROM reservation_lines l JOIN reservations r USING (order_id)
                   WHERE r.state IN ('held', 'firm') GROUP BY l.product_id) h USING (product_id)
                WHERE s.reserved <> coalesce(h.held, 0)""");
    }

    /** Products whose stock on hand is not the sum of its movements. */
    long productsThatMovedOtherwise() {
        return database.number("""
                SELECT count(*) FROM stock s LEFT JOIN (
                  SELECT product_id, sum(delta) AS moved FROM stock_movements GROUP BY product_id) m USING (product_id)
                WHERE s.on_hand <> coalesce(m.moved, 0)""");
    }

    /** Does the work while a transaction has run that statement, and undoes it when so many wait for a lock. */
    void blocking(String sql, int waiting, Runnable work) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            work.run();
            awaitBlocked(waiting);
            connection.rollback();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Until so many wait for a lock. */
    void awaitBlocked(int waiting) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        >= waiting);
    }

    /** Those that PostgreSQL found, whoever ran into them again afterwards; to be asked when nobody is connected. */
    long deadlocks() {
        Awaitility.await()
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                        == 0);
        return database.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    static List<UUID> ids(List<ReserveStock> requests) {
        return requests.stream().map(ReserveStock::orderId).toList();
    }

    @Override
    public void close() {
        await(vertx.close());
        database.close();
    }
}
