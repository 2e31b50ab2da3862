package souk.orders.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.orders.checkout.CheckoutDesk.assertRefused;
import static souk.orders.checkout.CheckoutDesk.attempt;
import static souk.orders.checkout.CheckoutDesk.await;
import static souk.orders.checkout.CheckoutDesk.newKey;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.contract.OrderFates.Fate;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;

/** Placing orders, and repeating what was placed or refused. */
class CheckoutTest {

    private static CheckoutDesk desk;

    private final Caller ann = CheckoutDesk.customer("ann");
    private final FakeProducts products = new FakeProducts(10);
    private final Checkout here = desk.checkout(products);

    @BeforeAll
    static void open() {
        desk = new CheckoutDesk();
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void commitsOrderLinesHistoryAndEventTogether() {
        var answer = await(here.place(attempt(ann, newKey(), 3)));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).contains("\"status\":\"confirmed\"", "\"amount\":\"30.00\"");
        var id = answer.orderId();
        assertThat(desk.postgres.number("SELECT count(*) FROM order_lines WHERE order_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(desk.postgres.number("SELECT count(*) FROM order_history WHERE order_id = '" + id + "'"))
                .isEqualTo(1);
        assertThat(desk.postgres.value("SELECT type FROM outbox WHERE aggregate_id = '" + id + "'"))
                .isEqualTo("order.placed");
    }

    @Test
    void givesARepeatTheFirstAnswerByteForByteAndOrdersOnce() {
        var key = newKey();
        var first = await(here.place(attempt(ann, key, 3)));
        var second = await(desk.checkout(products).place(attempt(ann, key, 3)));
        assertThat(second).isEqualTo(new KeptAnswer(201, first.body(), first.orderId(), true));
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        var key = newKey();
        await(here.place(attempt(ann, key, 3)));
        assertRefused(here.place(attempt(ann, key, 2)), ProblemCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(desk.placed(ann)).isEqualTo(1);
    }

    @Test
    void takesNoNewOrdersWhileClosedButRepeatsWhatWasAnsweredBefore() {
        var before = newKey();
        var first = await(here.place(attempt(ann, before, 3)));
        desk.open.set(false);
        try {
            var later = newKey();
            assertRefused(here.place(attempt(ann, null, 1)), ProblemCode.ORDERS_CLOSED);
            assertRefused(here.place(attempt(ann, later, 1)), ProblemCode.ORDERS_CLOSED);
            assertThat(await(here.place(attempt(ann, before, 3))).orderId()).isEqualTo(first.orderId());
            assertThat(products.stock()).isEqualTo(7);

            desk.open.set(true);
            assertThat(await(here.place(attempt(ann, later, 1))).status()).isEqualTo(201);
        } finally {
            desk.open.set(true);
        }
    }

    @Test
    void theKeyOfOneCustomerMeansNothingForAnother() {
        var key = newKey();
        var first = await(here.place(attempt(ann, key, 3)));
        var bob = CheckoutDesk.customer("bob");
        var second = await(here.place(attempt(bob, key, 2)));
        assertThat(second.orderId()).isNotEqualTo(first.orderId());
        assertThat(second.replayed()).isFalse();
    }

    @Test
    void fiftyRepeatsAtOnceOnTwoInstancesAreOneOrder() {
        var key = newKey();
        var there = desk.checkout(products);
        var answers = new ArrayList<Future<KeptAnswer>>();
        for (var i = 0; i < 50; i++) {
            answers.add((i % 2 == 0 ? here : there).place(attempt(ann, key, 3)));
        }
        await(Future.join(answers));
        assertThat(answers.stream().map(answer -> answer.result().body()).distinct())
                .hasSize(1);
        assertThat(desk.placed(ann)).isEqualTo(1);
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void aRefusalIsKeptSoThatTheSameKeyCannotSellLater() {
        var key = newKey();
        var refused = await(here.place(attempt(ann, key, 11)));
        assertThat(refused.status()).isEqualTo(409);
        products.restock(100);
        assertThat(await(here.place(attempt(ann, key, 11)))).isEqualTo(new KeptAnswer(409, refused.body(), null, true));
        assertThat(desk.placed(ann)).isZero();
    }

    @Test
    void fateSaysThatAPlacedOrderStandsAndLeavesItAlone() {
        var id = await(here.place(attempt(ann, null, 1))).orderId();
        assertThat(await(desk.orders.fates(List.of(id))).get(0).fate()).isEqualTo(Fate.PLACED);
        assertThat(desk.placed(ann)).isEqualTo(1);
    }

    @Test
    void troubleDecidesNothing() {
        var key = newKey();
        products.onItsWay(reserved -> Future.failedFuture(Trouble.because("no answer")));
        assertThatThrownBy(() -> await(here.place(attempt(ann, key, 3)))).hasCauseInstanceOf(Trouble.class);
        products.onItsWay(Future::succeededFuture);
        assertThat(await(here.place(attempt(ann, key, 3))).status()).isEqualTo(201);
        assertThat(products.stock()).isEqualTo(7);
    }

    @Test
    void manyOrdersAtOnceShareTransactionsAndEachGetsItsOwnAnswer() {
        products.restock(1_000);
        var answers = new ArrayList<Future<KeptAnswer>>();
        for (var i = 0; i < 200; i++) {
            answers.add(here.place(attempt(ann, i % 3 == 0 ? null : newKey(), 1)));
        }
        await(Future.join(answers));
        assertThat(answers.stream().map(answer -> answer.result().orderId()).distinct())
                .hasSize(200);
        assertThat(desk.placed(ann)).isEqualTo(200);
    }

    @Test
    void aRequestThatTheDatabaseCannotTakeFailsAloneAndItsNeighboursArePlaced() {
        products.restock(1_000);
        var answers = new ArrayList<Future<KeptAnswer>>();
        for (var i = 0; i < 20; i++) {
            answers.add(here.place(attempt(ann, i == 9 ? "nul\u0000" : newKey(), 1)));
        }
        await(Future.join(answers).otherwiseEmpty());
        assertThat(answers.stream().filter(Future::failed)).containsExactly(answers.get(9));
        assertThat(desk.placed(ann)).isEqualTo(19);
    }
}
