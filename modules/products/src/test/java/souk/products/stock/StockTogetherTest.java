package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.stock.StockFixture.await;
import static souk.products.stock.StockFixture.reserve;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import souk.products.catalog.StockEditor;
import souk.products.inventory.StockAdjuster;
import souk.shared.contract.EventBatch;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.OrderShipped;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.contract.StockReserved;
import souk.shared.id.UuidV7;
import souk.shared.outbox.Event;
import souk.shared.sql.Database;

/**
 * Everything that moves stock, at once and from two instances: orders of two lines and of a hundred, twins with the same
 * keys in opposite order, placements, releases, shipments, adjustments and edits, all of the same products. Somebody else
 * holds what is in the middle until they all wait, so that two who lock in different orders have each locked something.
 */
class StockTogetherTest {

    private static final UUID SOMEBODY = UuidV7.next();
    private static final int ORDERS = 48;
    private static final int PRODUCTS = 110;
    private static final long AT_FIRST = 1_000_000;
    private static final long AFTER_EDIT = 2_000_000;

    private final Random random = new Random(11);
    private final List<UUID> products = new ArrayList<>();
    private final Map<UUID, Long> reserved = new HashMap<>();

    /** One instance of the service, whole. */
    private record Instance(StockFixture.Instance stock, StockAdjuster adjuster, StockEditor editor) {

        static Instance over(StockFixture shop, Database pool) {
            return new Instance(shop.patient(pool), new StockAdjuster(pool, SOMEBODY), new StockEditor(pool, SOMEBODY));
        }

        Future<?> take(Event... events) {
            return stock.settling().take(new EventBatch(List.of(events)));
        }
    }

    @Test
    void nothingIsLockedInACircleOrCountedTwiceAndTheLedgerAddsUpAtEveryInstant() {
        try (var shop = new StockFixture()) {
            fill(shop);
            var pools = List.of(shop.patientPool(), shop.patientPool());
            var here = Instance.over(shop, pools.get(0));
            var there = Instance.over(shop, pools.get(1));

            var held = twins(shop, here, there);
            var watched = new AtomicBoolean(true);
            var observer = CompletableFuture.supplyAsync(() -> watch(shop, watched));
            var shipped = everythingAtOnce(shop, here, there, held);
            watched.set(false);

            assertThat(observer.join())
                    .as("looks in which the ledger did not add up")
                    .isZero();
            pools.forEach(pool -> await(pool.close()));
            assertThat(shop.deadlocks()).isZero();
            for (var product : products) {
                assertThat(shop.reserved(product)).isEqualTo(reserved.getOrDefault(product, 0L));
            }
            assertThat(shop.database.number("SELECT sum(delta) FROM stock_movements WHERE reason = 'shipped'"))
                    .isEqualTo(-shipped);
            assertThat(shop.database.number("SELECT sum(delta) FROM stock_movements WHERE reason = 'counted'"))
                    .isZero();
            assertThat(shop.database.number("""
                    SELECT count(*) FROM (
                      SELECT on_hand_after - sum(delta) OVER (PARTITION BY product_id ORDER BY at, id) AS off
                        FROM stock_movements) m WHERE off <> 0""")).isZero();
        }
    }

    private void fill(StockFixture shop) {
        var sql = new StringBuilder();
        for (var i = 0; i < PRODUCTS; i++) {
            var id = UuidV7.next();
            products.add(id);
            sql.append("""
                    INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status)
                    VALUES ('%1$s', '%1$s', '%2$s', 'Thing', '', 100, 'EUR', 'active');
                    INSERT INTO stock (product_id, on_hand) VALUES ('%1$s', %3$d);
                    INSERT INTO stock_movements (id, product_id, delta, reason, actor, on_hand_after)
                    VALUES ('%1$s', '%1$s', %3$d, 'initial stock', '%2$s', %3$d);""".formatted(id, SOMEBODY, AT_FIRST));
        }
        shop.database.execute(sql.toString());
    }

    /** Each order is asked for at both instances, by requests with the same key; both must get the same reservation. */
    private List<StockReserved> twins(StockFixture shop, Instance here, Instance there) {
        var requests = new ArrayList<ReserveStock>();
        for (var i = 0; i < ORDERS; i++) {
            requests.add(StockFixture.keyed("twin-%02d".formatted(i), "hash", lines(i % 3 == 0 ? 100 : 2)));
        }
        var opposite = new ArrayList<>(requests);
        Collections.reverse(opposite);
        var answers = new ArrayList<Future<StockReserved>>();
        var inTheMiddle = "INSERT INTO reservations (order_id, caller, request_key, state, expires_at)"
                + " VALUES ('%s', '%s', 'twin-%d', 'held', now())"
                        .formatted(UuidV7.next(), StockFixture.CALLER, ORDERS / 2);
        shop.blocking(inTheMiddle, 2, () -> {
            requests.forEach(request -> answers.add(reserve(here.stock().reserving(), request)));
            opposite.forEach(request -> answers.add(reserve(
                    there.stock().reserving(),
                    new ReserveStock(
                            UuidV7.next(), request.caller(), request.requestKey(), "hash", request.lines(), null))));
        });
        await(Future.join(answers));
        var held = new HashMap<UUID, StockReserved>();
        answers.forEach(answer -> held.put(answer.result().orderId(), answer.result()));
        assertThat(held).hasSize(ORDERS);
        requests.forEach(this::count);
        return List.copyOf(held.values());
    }

    /** In an order that nobody has chosen. */
    private OrderLine[] lines(int count) {
        Collections.shuffle(products, random);
        return products.stream()
                .limit(count)
                .map(product -> StockFixture.of(product, 3))
                .toArray(OrderLine[]::new);
    }

    private void count(ReserveStock request) {
        request.lines().forEach(line -> reserved.merge(line.productId(), (long) line.quantity(), Long::sum));
    }

    /** Answers how many pieces have left. */
    private long everythingAtOnce(StockFixture shop, Instance here, Instance there, List<StockReserved> held) {
        var work = new ArrayList<Future<?>>();
        var middle = products.stream().sorted().toList().get(PRODUCTS / 2);
        var inTheMiddle = "SELECT 1 FROM stock WHERE product_id = '" + middle + "' FOR UPDATE";
        var shipped = new AtomicLong();
        shop.blocking(inTheMiddle, 6, () -> {
            for (var i = 0; i < held.size(); i++) {
                shipped.addAndGet(i % 2 == 0 ? move(work, i, here, there, held) : move(work, i, there, here, held));
            }
        });
        await(Future.join(work));
        return shipped.get();
    }

    /** Everything that one order gives rise to; answers how many pieces of it leave. */
    private long move(List<Future<?>> work, int i, Instance one, Instance other, List<StockReserved> held) {
        var shipped = 0L;
        var order = held.get(i);
        if (i % 4 == 3) {
            work.add(one.stock().settling().release(order.orderId()));
            work.add(other.take(event(order, 2, OrderEvents.CANCELLED)));
            order.lines().forEach(line -> reserved.merge(line.productId(), (long) -line.quantity(), Long::sum));
        } else {
            var placed = event(order, 1, OrderEvents.PLACED);
            var parcel = shipment(order);
            work.add(one.take(placed).compose(firm -> Future.join(one.take(placed, parcel), other.take(parcel))));
            order.lines().forEach(line -> reserved.merge(line.productId(), -1L, Long::sum));
            shipped = order.lines().size();
        }
        var more = StockFixture.order(lines(i % 3 == 0 ? 100 : 2));
        count(more);
        work.add(reserve(other.stock().reserving(), more));
        var product = products.get(random.nextInt(products.size()));
        work.add(one.adjuster().adjust(product, 5));
        work.add(other.adjuster().adjust(product, -5));
        work.add(other.editor().set(products.get(i), AFTER_EDIT + i));
        return shipped;
    }

    private static Event event(StockReserved order, long version, String type) {
        return Event.of(order.orderId(), version, type, Map.of());
    }

    /** One piece of each line. */
    private static Event shipment(StockReserved order) {
        var lines = order.lines().stream()
                .map(line -> new ShippedLine(line.productId(), 1))
                .toList();
        return Event.of(order.orderId(), 2, OrderEvents.SHIPPED, new OrderShipped(UuidV7.next(), SOMEBODY, lines));
    }

    /** Looks at both sides of both equations in one snapshot each, until it is told to stop. */
    private static long watch(StockFixture shop, AtomicBoolean watched) {
        var wrong = 0L;
        var looks = 0;
        while (watched.get() || looks == 0) {
            looks++;
            if (shop.productsThatDoNotAddUp() + shop.productsThatMovedOtherwise() > 0) {
                wrong++;
            }
        }
        return wrong;
    }
}
