package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
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
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/** A products database with as many instances of the stock as a test wants. */
final class StockFixture implements AutoCloseable {

    static final UUID CALLER = UuidV7.next();
    private static final UUID SELLER = UuidV7.next();

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

    static List<UUID> ids(List<ReserveStock> requests) {
        return requests.stream().map(ReserveStock::orderId).toList();
    }

    @Override
    public void close() {
        await(vertx.close());
        database.close();
    }
}
