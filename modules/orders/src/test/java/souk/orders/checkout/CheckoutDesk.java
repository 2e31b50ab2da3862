package souk.orders.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import souk.orders.order.OrderRepository;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.config.Settings;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.http.RequestHash;
import souk.shared.id.UuidV7;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/** A database of orders, and customers who check out in it. */
final class CheckoutDesk implements AutoCloseable {

    static final UUID LAMP = UuidV7.next();

    private static final AtomicInteger KEYS = new AtomicInteger();

    final TestDatabase postgres = TestDatabase.create();
    final Database database;
    final PlacementRepository placements;
    final OrderRepository orders;
    final Vertx vertx = Vertx.vertx();
    final AtomicBoolean open = new AtomicBoolean(true);

    CheckoutDesk() {
        var settings = Settings.of(postgres::setting);
        var config = DatabaseConfig.from(settings, "orders");
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        placements = new PlacementRepository(database);
        orders = new OrderRepository(database);
    }

    /** As an instance of its own would have it. */
    Checkout checkout(Products products) {
        return checkout(products, placing());
    }

    Checkout checkout(Products products, Placing placing) {
        return new Checkout(placements, known(), products, placing, open::get);
    }

    KnownAnswers known() {
        return new KnownAnswers(vertx, placements);
    }

    Placing placing() {
        return new Placing(vertx, placements, () -> {});
    }

    static Caller customer(String name) {
        return Caller.of(UuidV7.next(), name, Role.CUSTOMER);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    static String newKey() {
        return "key-" + KEYS.incrementAndGet();
    }

    /** To buy so many lamps. */
    static Attempt attempt(Caller caller, String key, int quantity) {
        var order = new PlaceOrder(List.of(new OrderLine(LAMP, quantity)), null);
        var context = new CallContext(
                "request-1",
                "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01",
                caller,
                Deadline.in(Duration.ofSeconds(9)));
        var body = new OrderBody(order, new ProductPlaces(List.of()));
        return new Attempt(body, key, key == null ? null : RequestHash.of(order), "/api/v1/orders", context);
    }

    long placed(Caller customer) {
        return postgres.number(
                "SELECT count(*) FROM orders WHERE status <> 'never' AND customer_id = '" + customer.id() + "'");
    }

    static void assertRefused(Future<?> future, ProblemCode code) {
        assertThatThrownBy(() -> await(future))
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Override
    public void close() {
        await(vertx.close());
        postgres.close();
    }
}
