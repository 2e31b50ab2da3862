package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.products.stock.StockFixture.await;
import static souk.products.stock.StockFixture.of;
import static souk.products.stock.StockFixture.order;
import static souk.products.stock.StockFixture.reserve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.contract.EventBatch;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.OrderFates;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.contract.OrderFates.OrderFate;
import souk.shared.id.UuidV7;
import souk.shared.outbox.Event;
import souk.shared.problem.Trouble;

class SettlingTest {

    private static StockFixture shop;
    private static StockFixture.Instance instance;

    @BeforeAll
    static void open() {
        shop = new StockFixture();
        instance = shop.instance(Duration.ZERO);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void whatIsReservedIsWhatReservationsHold() {
        assertThat(shop.productsThatDoNotAddUp()).isZero();
    }

    private static UUID held(UUID product, int quantity) {
        return await(reserve(instance.reserving(), order(of(product, quantity))))
                .orderId();
    }

    private static Event event(UUID order, long version, String type) {
        return new Event(UuidV7.next(), order, version, type, JsonNodeFactory.instance.objectNode(), Instant.EPOCH);
    }

    private static int take(Event... events) {
        return await(instance.settling().take(new EventBatch(List.of(events)))).fresh();
    }

    private static Sweeper sweeper(Fate fate) {
        return new Sweeper(
                shop.vertx,
                instance.settling(),
                orders -> Future.succeededFuture(new OrderFates(
                        orders.stream().map(order -> new OrderFate(order, fate)).toList())));
    }

    @Test
    void aPlacedOrderKeepsItsStockForGood() {
        var lamp = shop.product("1.00", 9);
        var order = held(lamp, 4);
        take(event(order, 1, OrderEvents.PLACED));
        assertThat(shop.state(order)).isEqualTo("firm");
        assertThat(shop.reserved(lamp)).isEqualTo(4);
    }

    @Test
    void aCancelledOrderGivesItsStockBackOnceHoweverOftenItIsSaid() {
        var lamp = shop.product("1.00", 9);
        held(lamp, 2);
        var order = held(lamp, 4);
        var placed = event(order, 1, OrderEvents.PLACED);
        var cancelled = event(order, 2, OrderEvents.CANCELLED);
        assertThat(take(placed, cancelled)).isEqualTo(2);
        assertThat(take(placed, cancelled)).isZero();
        assertThat(await(instance.settling().release(order))).isFalse();
        assertThat(shop.state(order)).isEqualTo("released");
        assertThat(shop.reserved(lamp)).isEqualTo(2);
    }

    @Test
    void aLatePlacementDoesNotTakeBackWhatACancellationHasReleased() {
        var lamp = shop.product("1.00", 9);
        var order = held(lamp, 4);
        await(instance.settling().release(order));
        take(event(order, 1, OrderEvents.PLACED));
        assertThat(shop.state(order)).isEqualTo("released");
        assertThat(shop.reserved(lamp)).isZero();
    }

    @Test
    void parallelReleasesGiveBackOnce() {
        var lamp = shop.product("1.00", 9);
        var order = held(lamp, 4);
        var releases = Stream.generate(() -> instance.settling().release(order))
                .limit(20)
                .toList();
        await(Future.join(new ArrayList<>(releases)));
        assertThat(releases.stream().filter(Future::result)).hasSize(1);
        assertThat(shop.reserved(lamp)).isZero();
    }

    @Test
    void theSweeperEndsHoldsAsTheOrdersServiceDecides() {
        var lamp = shop.product("1.00", 9);
        var never = held(lamp, 4);
        await(sweeper(Fate.NEVER).sweep());
        assertThat(shop.state(never)).isEqualTo("released");
        var ended = held(lamp, 4);
        await(sweeper(Fate.ENDED).sweep());
        assertThat(shop.state(ended)).isEqualTo("released");
        var placed = held(lamp, 4);
        await(sweeper(Fate.PLACED).sweep());
        assertThat(shop.state(placed)).isEqualTo("firm");
        assertThat(shop.reserved(lamp)).isEqualTo(4);
    }

    @Test
    void theSweeperKeepsWhatItGetsNoAnswerAbout() {
        var lamp = shop.product("1.00", 9);
        var order = held(lamp, 4);
        var silent = new Sweeper(
                shop.vertx, instance.settling(), orders -> Future.failedFuture(Trouble.because("orders is away")));
        assertThat(await(silent.sweep())).isZero();
        assertThat(shop.state(order)).isEqualTo("held");
        await(sweeper(Fate.NEVER).sweep());
    }

    @Test
    void theSweeperLeavesFreshHoldsAlone() {
        var lamp = shop.product("1.00", 9);
        var order =
                await(reserve(shop.instance().reserving(), order(of(lamp, 1)))).orderId();
        await(sweeper(Fate.NEVER).sweep());
        assertThat(shop.state(order)).isEqualTo("held");
    }
}
