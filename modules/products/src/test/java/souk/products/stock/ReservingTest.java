package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.products.stock.StockFixture.await;
import static souk.products.stock.StockFixture.keyed;
import static souk.products.stock.StockFixture.of;
import static souk.products.stock.StockFixture.order;
import static souk.products.stock.StockFixture.reserve;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.http.ProblemResponse;
import souk.shared.id.UuidV7;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

class ReservingTest {

    private static StockFixture shop;
    private static Reserving here;
    private static Reserving there;

    @BeforeAll
    static void open() {
        shop = new StockFixture();
        here = shop.instance().reserving();
        there = shop.instance().reserving();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void whatIsReservedIsWhatReservationsHold() {
        assertThat(shop.productsThatDoNotAddUp()).isZero();
    }

    private static void assertRefused(Future<?> future, ProblemCode code) {
        assertThatThrownBy(() -> await(future))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Test
    void holdsAllLinesOrNone() {
        var lamp = shop.product("10.00", 5);
        var desk = shop.product("99.00", 1);
        assertRefused(reserve(here, order(of(lamp, 2), of(desk, 2))), ProblemCode.INSUFFICIENT_STOCK);
        assertThat(shop.reserved(lamp)).isZero();
        await(reserve(here, order(of(lamp, 2), of(desk, 1))));
        assertThat(shop.reserved(lamp)).isEqualTo(2);
        assertThat(shop.reserved(desk)).isEqualTo(1);
    }

    @Test
    void neverSellsMoreThanThereIsToTwoInstancesAtOnce() {
        var lamp = shop.product("10.00", 50);
        var tries = new ArrayList<Future<StockReserved>>();
        for (var i = 0; i < 300; i++) {
            tries.add(reserve(i % 2 == 0 ? here : there, order(of(lamp, 1))));
        }
        await(Future.join(tries).otherwiseEmpty());
        assertThat(tries.stream().filter(Future::succeeded)).hasSize(50);
        assertThat(tries.stream().filter(Future::failed))
                .allSatisfy(refused -> assertThat(refused.cause()).isInstanceOf(Refusal.class));
        assertThat(shop.reserved(lamp)).isEqualTo(50);
    }

    @Test
    void givesARepeatOfTheSameOrderTheFirstAnswer() {
        var lamp = shop.product("10.00", 5);
        var request = order(of(lamp, 3));
        var first = await(reserve(here, request));
        assertThat(await(reserve(there, request))).isEqualTo(first);
        assertThat(shop.reserved(lamp)).isEqualTo(3);
    }

    @Test
    void adoptsWhatTheSameRequestAlreadyHolds() {
        var lamp = shop.product("10.00", 5);
        var first = await(reserve(here, keyed("adopt", "hash", of(lamp, 3))));
        assertThat(await(reserve(there, keyed("adopt", "hash", of(lamp, 3))))).isEqualTo(first);
        assertThat(shop.reserved(lamp)).isEqualTo(3);
    }

    @Test
    void doesNotGiveAnotherRequestWhatItsKeyHolds() {
        var lamp = shop.product("10.00", 5);
        await(reserve(here, keyed("mine", "hash", of(lamp, 1))));
        assertRefused(reserve(there, keyed("mine", "other", of(lamp, 2))), ProblemCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(shop.reserved(lamp)).isEqualTo(1);
    }

    @Test
    void doesNotAdoptWhatIsNoLongerHeld() {
        var lamp = shop.product("10.00", 5);
        var instance = shop.instance();
        var first = await(reserve(here, keyed("firm", "hash", of(lamp, 1))));
        await(instance.settling().release(first.orderId()));
        var second = await(reserve(here, keyed("firm", "hash", of(lamp, 1))));
        assertThat(second.orderId()).isNotEqualTo(first.orderId());
    }

    @Test
    void whoFindsTheQueueFullIsToldToComeAgainAndNothingIsHeldForThem() {
        var lamp = shop.product("10.00", 50);
        var narrow = shop.narrow(2);
        var tries = new ArrayList<Future<StockReserved>>();
        var lock = "SELECT 1 FROM stock WHERE product_id = '" + lamp + "' FOR UPDATE";
        shop.blocking(lock, 1, () -> {
            tries.add(reserve(narrow, order(of(lamp, 1))));
            shop.awaitBlocked(1);
            for (var i = 0; i < 7; i++) {
                tries.add(reserve(narrow, order(of(lamp, 1))));
            }
        });
        await(Future.join(tries).otherwiseEmpty());
        assertThat(tries.stream().filter(Future::succeeded)).hasSize(3);
        assertThat(tries.stream().filter(Future::failed)).allSatisfy(refused -> {
            var problem = ((Trouble) refused.cause()).problem();
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo(ProblemCode.BUSY);
            assertThat(ProblemResponse.headersOf(problem)).containsEntry("retry-after", "1");
        });
        assertThat(shop.reserved(lamp)).isEqualTo(3);
    }

    @Test
    void aPoisonedRequestFailsAloneAndItsNeighboursAreServed() {
        var lamp = shop.product("10.00", 50);
        var poison =
                new ReserveStock(UuidV7.next(), StockFixture.CALLER, "nul\u0000", "hash", List.of(of(lamp, 1)), null);
        var tries = new ArrayList<Future<StockReserved>>();
        for (var i = 0; i < 10; i++) {
            tries.add(reserve(here, i == 5 ? poison : order(of(lamp, 1))));
        }
        await(Future.join(tries).otherwiseEmpty());
        assertThat(tries.stream().filter(Future::succeeded)).hasSize(9);
        assertThat(shop.reserved(lamp)).isEqualTo(9);
    }

    @Test
    void twinsOfTheSameRequestsInOppositeOrderNeitherDeadlockNorCountTwice() {
        var products = new ArrayList<UUID>();
        for (var i = 0; i < 5; i++) {
            products.add(shop.product("1.00", 1_000));
        }
        var random = new Random(42);
        var requests = new ArrayList<ReserveStock>();
        for (var i = 0; i < 100; i++) {
            var first = products.get(random.nextInt(5));
            var second = products.get(random.nextInt(5));
            requests.add(
                    first.equals(second)
                            ? keyed("twin-" + i, "hash", of(first, 1))
                            : keyed("twin-" + i, "hash", of(first, 1), of(second, 1)));
        }
        var answers = new ArrayList<Future<StockReserved>>();
        requests.forEach(request -> answers.add(reserve(here, request)));
        var opposite = new ArrayList<>(requests);
        Collections.reverse(opposite);
        opposite.forEach(request -> answers.add(reserve(
                there,
                new ReserveStock(
                        UuidV7.next(), request.caller(), request.requestKey(), "hash", request.lines(), null))));
        await(Future.join(answers));
        var orders = answers.stream().map(answer -> answer.result().orderId()).distinct();
        assertThat(orders).hasSize(100);
    }
}
