package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.products.stock.StockFixture.await;
import static souk.products.stock.StockFixture.of;
import static souk.products.stock.StockFixture.order;
import static souk.products.stock.StockFixture.reserve;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import souk.shared.contract.EventBatch;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.OrderShipped;
import souk.shared.contract.OrderShipped.ShippedLine;
import souk.shared.id.UuidV7;
import souk.shared.outbox.Event;
import souk.shared.problem.Refusal;

/** What orders ship leaves the stock exactly once, whatever comes twice, late or to another instance. */
class ShippingTest {

    private static final UUID PACKER = UuidV7.next();
    private static StockFixture shop;
    private static StockFixture.Instance one;
    private static StockFixture.Instance two;

    @BeforeAll
    static void open() {
        shop = new StockFixture();
        one = shop.instance();
        two = shop.instance();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void theLedgerAddsUp() {
        assertThat(shop.productsThatDoNotAddUp()).isZero();
        assertThat(shop.database.number("""
                SELECT count(*) FROM stock s LEFT JOIN (
                  SELECT product_id, sum(delta) AS moved FROM stock_movements GROUP BY product_id) m USING (product_id)
                WHERE s.on_hand <> coalesce(m.moved, 0)"""))
                .as("on hand is the sum of its movements")
                .isZero();
    }

    /** A product whose first pieces have come as a movement. */
    private static UUID product(long onHand) {
        var id = shop.product("1.00", onHand);
        shop.database.execute(
                "INSERT INTO stock_movements (id, product_id, delta, reason, actor) VALUES ('%s', '%s', %d, 'begun', '%s')"
                        .formatted(UuidV7.next(), id, onHand, PACKER));
        return id;
    }

    private static Event event(UUID order, long version, String type) {
        return Event.of(order, version, type, Map.of());
    }

    private static Event shipped(UUID order, long version, ShippedLine... lines) {
        return Event.of(order, version, OrderEvents.SHIPPED, new OrderShipped(UuidV7.next(), PACKER, List.of(lines)));
    }

    private static void take(Event... events) {
        await(one.settling().take(new EventBatch(List.of(events))));
    }

    private static String stock(UUID product) {
        return shop.database.value("SELECT on_hand || ' ' || reserved FROM stock WHERE product_id = '" + product + "'");
    }

    private static String version(UUID product) {
        return shop.database.value("SELECT version FROM products WHERE id = '" + product + "'");
    }

    @Test
    void takesOnHandAndReservedDownAndTellsEditorsAndJournalOfIt() {
        var lamp = product(10);
        var id = await(reserve(one.reserving(), order(of(lamp, 4)))).orderId();
        take(event(id, 1, OrderEvents.PLACED), event(id, 2, OrderEvents.PAID));
        take(shipped(id, 3, new ShippedLine(lamp, 3)));
        assertThat(stock(lamp)).isEqualTo("7 1");
        assertThat(version(lamp)).isEqualTo("2");
        assertThat(shop.database.value(
                        "SELECT delta || ' ' || reason || ' ' || actor FROM stock_movements WHERE order_id = '" + id
                                + "'"))
                .isEqualTo("-3 shipped " + PACKER);
        assertThat(shop.database.value(
                        "SELECT changes::text FROM product_history WHERE product_id = '" + lamp + "' AND version = 2"))
                .isEqualTo("{\"stock\": {\"to\": 7, \"from\": 10}}");
        assertThat(shop.changed).contains(lamp);
    }

    @Test
    void aShipmentThatComesAgainOrLateShipsNothing() {
        var lamp = product(10);
        var id = await(reserve(one.reserving(), order(of(lamp, 4)))).orderId();
        var first = shipped(id, 3, new ShippedLine(lamp, 1));
        take(event(id, 1, OrderEvents.PLACED), first, first);
        take(shipped(id, 4, new ShippedLine(lamp, 2)), first);
        take(first);
        assertThat(stock(lamp)).isEqualTo("7 1");
    }

    @Test
    void whatIsRefundedGivesTheRestBackEvenInTheBatchThatShips() {
        var lamp = product(10);
        var id = await(reserve(one.reserving(), order(of(lamp, 4)))).orderId();
        take(
                event(id, 1, OrderEvents.PLACED),
                shipped(id, 3, new ShippedLine(lamp, 1)),
                event(id, 4, OrderEvents.PART_REFUNDED),
                event(id, 5, OrderEvents.REFUNDED));
        assertThat(stock(lamp)).isEqualTo("9 0");
        assertThat(shop.state(id)).isEqualTo("released");
    }

    @Test
    void whatIsNotReservedIsRefusedAloneAndShipsNothing() {
        var lamp = product(10);
        var id = await(reserve(one.reserving(), order(of(lamp, 2)))).orderId();
        take(event(id, 1, OrderEvents.PLACED));
        var tooMany = shipped(id, 3, new ShippedLine(lamp, 3));
        var another = shipped(id, 3, new ShippedLine(product(5), 1));
        assertThatThrownBy(() -> take(tooMany)).hasCauseInstanceOf(Refusal.class);
        assertThatThrownBy(() -> take(another)).hasCauseInstanceOf(Refusal.class);
        assertThat(stock(lamp)).isEqualTo("10 2");
    }

    /** The relay repeats what was not acknowledged, to whichever instance answers, but never overtakes. */
    @RepeatedTest(5)
    void repeatsInAnyOrderToTwoInstancesHaveTheEffectOfOneDelivery(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var products = List.of(product(1_000), product(1_000), product(1_000));
        var flows = new ArrayList<List<Event>>();
        var left = new long[] {1_000, 1_000, 1_000};
        for (var i = 0; i < 12; i++) {
            flows.add(flow(products, left, random));
        }
        var sent = new ArrayList<Event>();
        for (var step = 0; step < 5; step++) {
            var now = new ArrayList<Event>();
            for (var flow : flows) {
                now.addAll(flow.subList(Math.min(step, flow.size()), Math.min(step + 1, flow.size())));
            }
            sent.addAll(now);
            deliver(now, sent, random);
        }
        for (var i = 0; i < products.size(); i++) {
            assertThat(stock(products.get(i))).isEqualTo(left[i] + " 0");
        }
    }

    /** Placed, shipped in two parts or one, then delivered and done or refunded; every piece of it ends somewhere. */
    private static List<Event> flow(List<UUID> products, long[] left, Random random) {
        var first = random.nextInt(products.size());
        var second = (first + 1) % products.size();
        var id = await(reserve(one.reserving(), order(of(products.get(first), 3), of(products.get(second), 2))))
                .orderId();
        var flow = new ArrayList<>(List.of(event(id, 1, OrderEvents.PLACED), event(id, 2, OrderEvents.PAID)));
        flow.add(shipped(id, 3, new ShippedLine(products.get(first), 2)));
        left[first] -= 2;
        if (random.nextBoolean()) {
            flow.add(event(id, 4, OrderEvents.REFUNDED));
        } else {
            flow.add(shipped(id, 4, new ShippedLine(products.get(first), 1), new ShippedLine(products.get(second), 2)));
            left[first] -= 1;
            left[second] -= 2;
            flow.add(event(id, 5, OrderEvents.REFUNDED));
        }
        return flow;
    }

    private static void deliver(List<Event> now, List<Event> before, Random random) {
        var deliveries = new ArrayList<Future<?>>();
        for (var time = 0; time < 3; time++) {
            var batch = new ArrayList<>(now);
            for (var i = 0; i < 4; i++) {
                batch.add(before.get(random.nextInt(before.size())));
            }
            Collections.shuffle(batch, random);
            var instance = time % 2 == 0 ? one : two;
            deliveries.add(instance.settling().take(new EventBatch(batch)));
        }
        await(Future.all(deliveries));
    }
}
