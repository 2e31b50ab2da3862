package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.await;
import static souk.orders.RunningOrders.code;
import static souk.orders.RunningOrders.line;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.orders.DetouringProvider.Way;
import souk.shared.security.Role;

/** Orders are charged for once, whoever dies, answers late or twice in between. */
class PayingTest {

    /** Leaves the provider a fifth of a second. */
    private static final String[] HASTILY = {"x-souk-deadline-ms", "500"};

    private static RunningOrders orders;
    private static DetouringProvider provider;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String bob = orders.account(Role.CUSTOMER);
    private final String manager = orders.account(Role.ORDER_MANAGER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders(simulated -> {
            provider = new DetouringProvider(simulated);
            return Optional.of(provider);
        });
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    @BeforeEach
    void straight() {
        provider.way = Way.STRAIGHT;
    }

    private String placed(String price) {
        return orders.place(ann, line(orders.product(price), 1))
                .bodyAsJsonObject()
                .getString("id");
    }

    private HttpResponse<Buffer> pay(String id, String... headers) {
        return orders.move(id, "pay", ann, null, headers);
    }

    private JsonObject order(String id) {
        return orders.get("/api/v1/orders/" + id, ann).bodyAsJsonObject();
    }

    private static String payment(JsonObject order) {
        return order.getString("status") + " " + order.getJsonObject("payment").getString("status");
    }

    /** Charges with the provider for an order, by what became of them. */
    private static long charges(String id, String state) {
        return orders.postgres.number("SELECT count(*) FROM simulated_charges c JOIN payments p ON p.id = c.key"
                + " WHERE p.order_id = '" + id + "' AND c.state = '" + state + "'");
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
        }
    }

    @Test
    void chargesTheTotalAndTellsOfIt() {
        var id = placed("19.99");
        var paid = pay(id);
        assertThat(paid.statusCode()).isEqualTo(200);
        assertThat(payment(paid.bodyAsJsonObject())).isEqualTo("paid paid");
        assertThat(paid.bodyAsJsonObject()
                        .getJsonObject("payment")
                        .getJsonObject("paid")
                        .getString("amount"))
                .isEqualTo("19.99");
        assertThat(order(id)).isEqualTo(paid.bodyAsJsonObject());
        assertThat(orders.events(id)).isEqualTo("order.placed order.payment-changed order.paid");
        assertThat(charges(id, "done")).isEqualTo(1);
        assertThat(code(pay(id))).isEqualTo("illegal-transition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.00", "10.05", "10.07"})
    void chargesOnceForManyWhoPayAtOnce(String price) {
        var id = placed(price);
        var sent = new ArrayList<Future<HttpResponse<Buffer>>>();
        for (var i = 0; i < 10; i++) {
            sent.add(orders.sending(HttpMethod.POST, "/api/v1/orders/" + id + "/pay", ann, null, HASTILY));
        }
        await(Future.join(sent));
        assertThat(sent).extracting(answer -> answer.result().statusCode()).isSubsetOf(200, 202, 409);
        orders.reconcile();
        assertThat(payment(order(id))).isEqualTo("paid paid");
        assertThat(charges(id, "done")).isEqualTo(1);
        assertThat(orders.postgres.number("SELECT count(*) FROM payments WHERE order_id = '" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void aDeclinedPaymentLeavesAnOrderThatCanBePaidAgain() {
        var id = placed("10.01");
        var declined = pay(id, "idempotency-key", "d-" + id);
        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(code(declined)).isEqualTo("payment-declined");
        assertThat(payment(order(id))).isEqualTo("confirmed declined");
        assertThat(pay(id, "idempotency-key", "d-" + id).bodyAsString()).isEqualTo(declined.bodyAsString());
        assertThat(charges(id, "declined")).isEqualTo(1);
        assertThat(pay(id).statusCode()).isEqualTo(402);
        assertThat(charges(id, "declined")).isEqualTo(2);
        var received = new JsonObject().put("reference", "bank transfer 17");
        assertThat(orders.move(id, "pay", ann, received).statusCode()).isEqualTo(403);
        assertThat(orders.move(id, "pay", manager, received).statusCode()).isEqualTo(200);
        assertThat(payment(order(id))).isEqualTo("paid paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.02", "10.05", "10.07"})
    void whatIsUnknownIsAcceptedAndFoundOutByAnotherInstance(String price) {
        var id = placed(price);
        var accepted = pay(id, HASTILY);
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(payment(accepted.bodyAsJsonObject())).isEqualTo("confirmed pending");
        assertThat(order(id)).isEqualTo(accepted.bodyAsJsonObject());
        assertThat(pay(id).statusCode()).isEqualTo(202);
        orders.reconcile();
        assertThat(payment(order(id))).isEqualTo("paid paid");
        assertThat(charges(id, "done")).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesLateStillCounts() {
        var id = placed("10.03");
        assertThat(pay(id, HASTILY).statusCode()).isEqualTo(202);
        until(() -> order(id).getString("status").equals("paid"));
        assertThat(charges(id, "done")).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        var id = placed("10.04");
        var before = provider.notices.get();
        var paid = pay(id).bodyAsJsonObject();
        until(() -> provider.notices.get() > before);
        orders.reconcile();
        assertThat(order(id)).isEqualTo(paid);
    }

    @ParameterizedTest
    @CsvSource({"10.00, NO_CALL", "10.00, NO_ANSWER", "10.05, NO_ANSWER", "10.07, NO_ANSWER"})
    void isPaidByOneChargeThoughItsInstanceDiesOnTheWay(String price, Way way) {
        var id = placed(price);
        provider.way = way;
        var request = new String[] {"idempotency-key", "gone-" + id, HASTILY[0], HASTILY[1]};
        assertThat(pay(id, request).statusCode()).isEqualTo(202);
        orders.reconcile();
        orders.reconcile();
        assertThat(payment(order(id))).isEqualTo("paid paid");
        assertThat(charges(id, "done")).isEqualTo(1);
    }

    @Test
    void aRepeatWaitsForTheAnswerThatItsDeadInstanceOwes() {
        var id = placed("10.00");
        provider.way = Way.NO_ANSWER;
        var key = new String[] {"idempotency-key", "owed-" + id};
        var first = orders.sending(HttpMethod.POST, "/api/v1/orders/" + id + "/pay", ann, null, key);
        until(() -> charges(id, "done") == 1);
        assertThat(code(pay(id, key))).isEqualTo("request-in-flight");
        orders.reconcile();
        var answered = pay(id, key);
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.getHeader("idempotency-replayed")).isEqualTo("true");
        assertThat(await(first).bodyAsString()).isEqualTo(answered.bodyAsString());
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"NO_CALL", "NO_ANSWER"})
    void aChargeOfAnOrderThatEndedMeanwhileIsVoided(Way way) {
        var id = placed("10.00");
        provider.way = way;
        assertThat(pay(id, HASTILY).statusCode()).isEqualTo(202);
        assertThat(payment(orders.cancel(id, ann).bodyAsJsonObject())).isEqualTo("cancelled voiding");
        orders.reconcile();
        assertThat(payment(order(id))).isEqualTo("cancelled voided");
        assertThat(charges(id, "voided")).isEqualTo(1);
        assertThat(charges(id, "done")).isZero();
    }

    @Test
    void aLateSuccessFindsTheOrderCancelledAndIsVoided() {
        var id = placed("10.03");
        var paying = orders.sending(HttpMethod.POST, "/api/v1/orders/" + id + "/pay", ann, null);
        until(() -> charges(id, "done") == 1);
        orders.cancel(id, ann);
        assertThat(code(await(paying))).isEqualTo("illegal-transition");
        assertThat(order(id).getString("status")).isEqualTo("cancelled");
        orders.reconcile();
        assertThat(payment(order(id))).isEqualTo("cancelled voided");
        assertThat(charges(id, "voided")).isEqualTo(1);
    }

    @Test
    void isForTheCustomerAndManagersAlone() {
        var id = placed("10.00");
        assertThat(orders.move(id, "pay", bob, null).statusCode()).isEqualTo(404);
        assertThat(orders.move(id, "pay", orders.account(Role.AUDITOR), null).statusCode())
                .isEqualTo(403);
        assertThat(pay(id, "if-match", "\"4\"").statusCode()).isEqualTo(412);
        assertThat(code(orders.move(id, "pay", ann, new JsonObject().put("version", 4))))
                .isEqualTo("version-conflict");
        assertThat(orders.move(id, "pay", manager, new JsonObject().put("version", 1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOrderThatCostsNothingIsPaidWithoutACharge() {
        var id = placed("0.00");
        assertThat(payment(pay(id).bodyAsJsonObject())).isEqualTo("paid paid");
        assertThat(charges(id, "done")).isZero();
    }
}
