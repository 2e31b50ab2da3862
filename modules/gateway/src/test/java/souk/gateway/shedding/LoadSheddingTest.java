package souk.gateway.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.gateway.forwarding.Reply;
import souk.gateway.routing.Route;
import souk.gateway.routing.RoutingTable;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

class LoadSheddingTest {

    private static final Duration GOAL = Duration.ofMillis(100);
    private static final Route ORDERS = route("/orders");
    private static final Route PAYING = route("/orders/x/pay");
    private static final Route PRODUCTS = route("/products");
    private static final int FIRST = 512;

    private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
    private final List<Promise<Reply>> underWay = new ArrayList<>();

    private LoadShedding shedding(int least, int most) {
        return new LoadShedding(new SheddingTerms(GOAL, least, most), new SimpleMeterRegistry(), now::get);
    }

    @Test
    void refusesTheLowestRankFirst() {
        var shedding = shedding(10, 10);

        assertThat(admitted(shedding, ORDERS, Rank.REPORTS, 4)).isEqualTo(4);
        assertThat(admitted(shedding, ORDERS, Rank.SEARCH, 2)).isEqualTo(2);
        assertThat(admitted(shedding, ORDERS, Rank.READS, 2)).isEqualTo(2);
        assertThat(admitted(shedding, ORDERS, Rank.ORDER_WRITES, 2)).isEqualTo(2);

        assertThat(admitted(shedding(10, 10), ORDERS, Rank.REPORTS, 5)).isEqualTo(4);
        assertThat(admitted(shedding(10, 10), ORDERS, Rank.SEARCH, 7)).isEqualTo(6);
        assertThat(admitted(shedding(10, 10), ORDERS, Rank.READS, 9)).isEqualTo(8);
        assertThat(admitted(shedding(10, 10), ORDERS, Rank.ORDER_WRITES, 11)).isEqualTo(10);
    }

    @Test
    void saysBusyAndWhenToComeBackAndSendsNothing() {
        var shedding = shedding(10, 10);
        admitted(shedding, ORDERS, Rank.ORDER_WRITES, 10);

        var refused = shedding.admit(ORDERS, Rank.ORDER_WRITES, () -> {
            throw new AssertionError("it was sent");
        });

        assertThat(refused.cause()).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.BUSY);
            assertThat(refusal.problem().extra()).containsEntry("retryAfter", 1);
        });
    }

    @Test
    void aServiceThatIsFullTakesNoRoomFromAnother() {
        var shedding = shedding(10, 10);
        admitted(shedding, PRODUCTS, Rank.ORDER_WRITES, 20);

        assertThat(admitted(shedding, ORDERS, Rank.ORDER_WRITES, 20)).isEqualTo(10);
    }

    @Test
    void whatWaitsForSomebodyOutsideTakesNoRoomFromOrders() {
        var shedding = shedding(10, 10);
        admitted(shedding, PAYING, Rank.ORDER_WRITES, 20);

        assertThat(admitted(shedding, ORDERS, Rank.ORDER_WRITES, 20)).isEqualTo(10);
    }

    @Test
    void roomIsFreeAgainWhateverTheEndWas() {
        var shedding = shedding(10, 10);
        admitted(shedding, ORDERS, Rank.ORDER_WRITES, 10);
        List.copyOf(underWay).forEach(promise -> promise.fail("gone"));
        for (var n = 0; n < 10; n++) {
            shedding.admit(ORDERS, Rank.ORDER_WRITES, () -> {
                throw new IllegalStateException("it cannot even be sent");
            });
        }

        assertThat(admitted(shedding, ORDERS, Rank.ORDER_WRITES, 20)).isEqualTo(10);
    }

    @Test
    void lowerRanksGiveWayEverywhereForASecondWhenOrdersAreInNeed() {
        var shedding = shedding(100, 100);
        assertThat(admitted(shedding, PRODUCTS, Rank.READS, 40)).isEqualTo(40);
        admitted(shedding, ORDERS, Rank.ORDER_WRITES, 101);

        assertThat(admitted(shedding, PRODUCTS, Rank.READS, 1)).isZero();
        assertThat(admitted(shedding, PRODUCTS, Rank.ORDER_WRITES, 1)).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(admitted(shedding, PRODUCTS, Rank.READS, 1)).isEqualTo(1);
    }

    @Test
    void letsFewerInWhenAnswersTakeTooLongAndMoreWhenTheyAreQuick() {
        var shedding = shedding(10, 1_000);

        rounds(shedding, 40, Rank.ORDER_WRITES, GOAL.multipliedBy(2));
        assertThat(limit(shedding)).isEqualTo(10);

        rounds(shedding, 200, Rank.ORDER_WRITES, GOAL.dividedBy(4));
        assertThat(limit(shedding)).isGreaterThan(30);
    }

    @Test
    void aReportMayTakeLongerThanAnOrder() {
        var patient = shedding(10, 1_000);
        rounds(patient, 40, Rank.REPORTS, GOAL.multipliedBy(3));
        assertThat(limit(patient)).isEqualTo(FIRST);

        var impatient = shedding(10, 1_000);
        rounds(impatient, 40, Rank.ORDER_WRITES, GOAL.multipliedBy(3));
        assertThat(limit(impatient)).isLessThan(FIRST);
    }

    @Test
    void aServiceThatSaysItIsBusyIsBelieved() {
        var shedding = shedding(10, 1_000);

        for (var n = 0; n < 20; n++) {
            admitted(shedding, ORDERS, Rank.ORDER_WRITES, 20);
            pass(GOAL.dividedBy(4));
            answer(503);
        }

        assertThat(limit(shedding)).isLessThan(FIRST);
    }

    @Test
    void refusesNobodyWhenItIsTurnedOff() {
        var shedding = shedding(10, 10);
        shedding.turn(false);

        assertThat(admitted(shedding, ORDERS, Rank.REPORTS, 20)).isEqualTo(20);
    }

    /** Of 200 clients at a time, who are all answered after that time. */
    private void rounds(LoadShedding shedding, int rounds, Rank rank, Duration time) {
        IntStream.range(0, rounds).forEach(n -> {
            admitted(shedding, ORDERS, rank, 200);
            pass(time);
            answer(200);
        });
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void answer(int status) {
        var ended = List.copyOf(underWay);
        underWay.clear();
        var reply = new Reply(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), null);
        ended.forEach(promise -> promise.complete(reply));
    }

    private int admitted(LoadShedding shedding, Route route, Rank rank, int requests) {
        var admitted = 0;
        for (var n = 0; n < requests; n++) {
            var promise = Promise.<Reply>promise();
            Future<Reply> reply = shedding.admit(route, rank, promise::future);
            if (!reply.isComplete()) {
                underWay.add(promise);
                admitted++;
            }
        }
        return admitted;
    }

    private static int limit(LoadShedding shedding) {
        return shedding.inForce().get("orders").get("limit");
    }

    private static Route route(String path) {
        return RoutingTable.SOUK.find(path).orElseThrow();
    }
}
