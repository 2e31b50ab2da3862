package souk.orders.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.checkout.CheckoutDesk.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import souk.orders.order.Order;
import souk.orders.order.OrderRepository;
import souk.orders.order.OrderState;
import souk.shared.bus.CallContext;
import souk.shared.bus.Deadline;
import souk.shared.config.Settings;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.OrderFates.OrderFate;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.http.RequestHash;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.security.Caller;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/**
 * The second commit at two instances at once: twins with the same keys in opposite order, each with an order id of its own,
 * orders of two lines and of a hundred, and tombstones in between. No key gets two orders and nobody waits in a circle.
 */
class TwinPlacementsTest {

    private static final int REQUESTS = 90;
    private static final Money EURO = Money.parse("1.00", "EUR");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID SELLER = UuidV7.next();
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final Random random = new Random(5);
    private final Vertx vertx = Vertx.vertx();
    private final Caller ann = CheckoutDesk.customer("ann");
    private final Map<String, Integer> placedByKey = new ConcurrentHashMap<>();
    private final List<UUID> placed = Collections.synchronizedList(new ArrayList<>());

    private Database pool(TestDatabase postgres) {
        var settings = Settings.of(postgres::setting);
        var limits = new DatabaseLimits(
                PATIENCE, PATIENCE, PATIENCE.minusSeconds(1), PATIENCE.minusSeconds(2), PATIENCE, 500);
        var config = DatabaseConfig.from(settings, "orders").withLimits(limits);
        settings.verify();
        await(Migrations.run(vertx, config));
        return Database.open(vertx, config);
    }

    @Test
    void aKeyGetsOneOrderAtMostAndAnOrderThatShallNeverBeGetsNothing() {
        try (var postgres = TestDatabase.create()) {
            var here = pool(postgres);
            var there = pool(postgres);
            var sweeper = pool(postgres);

            var dead = allWaitingForOne(postgres, here, there, sweeper);
            dead.addAll(manyAtOnce(here, there, sweeper));

            List.of(here, there, sweeper).forEach(pool -> await(pool.close()));
            awaitNobody(postgres);
            assertThat(postgres.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))
                    .isZero();
            assertThat(placed).doesNotContainAnyElementsOf(dead);
            assertThat(placedByKey.values()).allMatch(orders -> orders == 1);
            assertThat(dead).isNotEmpty();
            assertEverythingIsThereOnce(postgres);
            await(vertx.close());
        }
    }

    /**
     * Somebody else has a key in the middle until both batches wait, so that each has taken keys if they take them in
     * different orders. Answers the orders that were declared never to be.
     */
    private Set<UUID> allWaitingForOne(TestDatabase postgres, Database here, Database there, Database sweeper) {
        var one = requests("all");
        var twins = twins(one);
        var work = new ArrayList<Future<?>>();
        var fates = new ArrayList<Future<List<OrderFate>>>();
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO request_keys (caller, route, key, request_hash) VALUES ('%s', '%s', '%s', '')"
                            .formatted(ann.id(), Attempt.ROUTE, key(one.get(REQUESTS / 2))));
            work.add(commit(here, one));
            work.add(commit(there, twins));
            fates.add(new OrderRepository(sweeper).fates(some(one, twins)));
            Awaitility.await().until(() -> postgres.number(WAITING) >= 2);
            connection.rollback();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        work.addAll(fates);
        await(Future.join(work));
        return dead(fates);
    }

    private Set<UUID> manyAtOnce(Database here, Database there, Database sweeper) {
        var one = requests("many");
        var twins = twins(one);
        var orders = new OrderRepository(sweeper);
        var work = new ArrayList<Future<?>>();
        var fates = new ArrayList<Future<List<OrderFate>>>();
        for (var first = 0; first < REQUESTS; first += 15) {
            work.add(commit(here, one.subList(first, first + 15)));
            work.add(commit(there, twins.subList(first, first + 15)));
            fates.add(orders.fates(some(one, twins)));
        }
        work.addAll(fates);
        await(Future.join(work));
        return dead(fates);
    }

    private List<UUID> some(List<Placement> one, List<Placement> twins) {
        return IntStream.range(0, 20)
                .mapToObj(n -> random.nextBoolean() ? one : twins)
                .map(side -> side.get(random.nextInt(REQUESTS)).order().id())
                .distinct()
                .toList();
    }

    private static Set<UUID> dead(List<Future<List<OrderFate>>> fates) {
        var dead = new HashSet<UUID>();
        fates.forEach(told -> told.result().stream()
                .filter(fate -> fate.fate() == Fate.NEVER)
                .forEach(fate -> dead.add(fate.orderId())));
        return dead;
    }

    private Future<Void> commit(Database pool, List<Placement> batch) {
        return new PlacementRepository(pool).commit(batch).map(ids -> {
            placed.addAll(ids);
            batch.stream()
                    .filter(placement -> ids.contains(placement.order().id()))
                    .forEach(placement -> placedByKey.merge(key(placement), 1, Integer::sum));
            return null;
        });
    }

    private void assertEverythingIsThereOnce(TestDatabase postgres) {
        assertThat(postgres.number("SELECT count(*) FROM orders WHERE status <> 'never'"))
                .isEqualTo(placed.size());
        assertThat(postgres.number("""
                SELECT count(*) FROM request_keys k JOIN orders o ON o.id = k.order_id AND o.status <> 'never'""")).as("keys with an order").isEqualTo(placed.size());
        assertThat(postgres.number("SELECT count(*) FROM request_keys"))
                .as("keys without one")
                .isEqualTo(placed.size());
        for (var part : List.of("order_history", "outbox", "order_lines")) {
            var order = part.equals("outbox") ? "aggregate_id" : "order_id";
            assertThat(postgres.number("SELECT count(DISTINCT " + order + ") FROM " + part))
                    .as(part)
                    .isEqualTo(placed.size());
            assertThat(postgres.number("SELECT count(*) FROM " + part + " p LEFT JOIN orders o ON o.id = p." + order
                            + " AND o.status <> 'never' WHERE o.id IS NULL"))
                    .as(part + " of nothing")
                    .isZero();
        }
        assertThat(postgres.number("""
                SELECT count(*) FROM (SELECT total_minor - (SELECT sum(quantity * unit_price) FROM order_lines l
                                                             WHERE l.order_id = o.id) AS off
                                        FROM orders o WHERE status <> 'never') t WHERE off IS DISTINCT FROM 0""")).isZero();
    }

    private static void awaitNobody(TestDatabase postgres) {
        Awaitility.await()
                .until(() -> postgres.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                        == 0);
    }

    private List<Placement> requests(String round) {
        var all = new ArrayList<Placement>();
        for (var i = 0; i < REQUESTS; i++) {
            all.add(placement("%s-%02d".formatted(round, i), i % 5 == 0 ? 100 : 2));
        }
        return all;
    }

    /** The last first, with ids in that order too. */
    private List<Placement> twins(List<Placement> requests) {
        var opposite = new ArrayList<>(requests);
        Collections.reverse(opposite);
        return opposite.stream()
                .map(one -> placement(key(one), one.order().lines().size()))
                .toList();
    }

    private static String key(Placement placement) {
        return placement.attempt().requestKey();
    }

    private Placement placement(String key, int size) {
        var lines = IntStream.range(0, size)
                .mapToObj(n -> new Order.Line(UuidV7.next(), SELLER, "Thing", EURO, 1, 1))
                .toList();
        var wanted = new PlaceOrder(
                lines.stream().map(line -> new OrderLine(line.productId(), 1)).toList(), null);
        var now = Instant.now();
        var order = new Order(UuidV7.next(), ann.id(), OrderState.CONFIRMED, EURO.times(size), lines, 1, now, now);
        var context = new CallContext(
                "request-1", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01", ann, Deadline.in(PATIENCE));
        var body = new OrderBody(wanted, new ProductPlaces(List.of()));
        var attempt = new Attempt(body, key, RequestHash.of(wanted), "/api/v1/orders", context);
        return new Placement(attempt, order, "{}");
    }
}
