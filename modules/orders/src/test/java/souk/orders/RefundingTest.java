package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.await;
import static souk.orders.RunningOrders.code;
import static souk.orders.RunningOrders.line;
import static souk.orders.RunningOrders.pointers;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** Money goes back in parts or whole, and never more of it than has come. */
class RefundingTest {

    private static final String[] HASTILY = {"x-souk-deadline-ms", "500"};

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String manager = orders.account(Role.ORDER_MANAGER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private String paid(String price) {
        var id = orders.place(ann, line(orders.product(price), 2))
                .bodyAsJsonObject()
                .getString("id");
        assertThat(orders.move(id, "pay", ann, null).statusCode()).isEqualTo(200);
        return id;
    }

    private HttpResponse<Buffer> refund(String id, String amount, String... headers) {
        return orders.move(id, "refund", manager, amount(amount), headers);
    }

    private static JsonObject amount(String amount) {
        return new JsonObject()
                .put("amount", new JsonObject().put("amount", amount).put("currency", "EUR"));
    }

    private static String money(HttpResponse<Buffer> response) {
        var order = response.bodyAsJsonObject();
        var payment = order.getJsonObject("payment");
        return order.getString("status") + " " + payment.getString("status") + " "
                + payment.getJsonObject("refunded").getString("amount");
    }

    private HttpResponse<Buffer> order(String id) {
        return orders.get("/api/v1/orders/" + id, ann);
    }

    private static long sentBack(String id) {
        return orders.postgres.number("SELECT coalesce(sum(s.amount_minor), 0) FROM simulated_refunds s"
                + " JOIN refunds r ON r.id = s.key WHERE s.state = 'done' AND r.order_id = '" + id + "'");
    }

    @Test
    void refundsInPartsUntilAllIsBack() {
        var id = paid("10.00");
        assertThat(money(refund(id, "5.50"))).isEqualTo("paid part-refunded 5.50");
        var rest = orders.move(id, "refund", manager, new JsonObject().put("reason", "broken"));
        assertThat(money(rest)).isEqualTo("refunded refunded 20.00");
        assertThat(order(id).bodyAsJsonObject()).isEqualTo(rest.bodyAsJsonObject());
        assertThat(orders.events(id))
                .isEqualTo("order.placed order.payment-changed order.paid order.payment-changed order.part-refunded"
                        + " order.payment-changed order.refunded");
        assertThat(sentBack(id)).isEqualTo(2_000);
        assertThat(orders.get("/api/v1/orders/" + id + "/history", ann).bodyAsString())
                .contains("broken", "5.50 EUR refunded");
        assertThat(code(refund(id, "0.50"))).isEqualTo("illegal-transition");
    }

    @Test
    void refundsNoMoreThanIsLeftInTheCurrencyOfTheOrder() {
        var id = paid("10.00");
        var tooMuch = refund(id, "20.10");
        assertThat(code(tooMuch)).isEqualTo("refund-too-large");
        assertThat(tooMuch.bodyAsJsonObject().getJsonObject("left").getString("amount"))
                .isEqualTo("20.00");
        var dollars = amount("1.00");
        dollars.getJsonObject("amount").put("currency", "USD");
        assertThat(pointers(orders.move(id, "refund", manager, dollars))).containsExactly("/amount/currency");
        assertThat(pointers(refund(id, "0.00"))).containsExactly("/amount");
        assertThat(orders.move(id, "refund", ann, null).statusCode()).isEqualTo(403);
    }

    @Test
    void twentyRefundsAtOnceNeverSendBackMoreThanWasPaid() {
        var id = paid("10.00");
        var sent = new ArrayList<Future<HttpResponse<Buffer>>>();
        for (var i = 0; i < 20; i++) {
            sent.add(orders.sending(HttpMethod.POST, "/api/v1/orders/" + id + "/refund", manager, amount("3.00")));
        }
        await(Future.join(sent));
        assertThat(sent)
                .filteredOn(answer -> answer.result().statusCode() == 200)
                .hasSize(6);
        assertThat(sentBack(id)).isEqualTo(1_800);
        assertThat(money(order(id))).isEqualTo("paid part-refunded 18.00");
    }

    @Test
    void aDeclinedRefundLeavesTheMoneyWhereItWas() {
        var id = paid("10.00");
        assertThat(code(refund(id, "1.06"))).isEqualTo("refund-declined");
        assertThat(money(order(id))).isEqualTo("paid paid 0.00");
        assertThat(money(refund(id, "20.00"))).isEqualTo("refunded refunded 20.00");
    }

    @Test
    void whatIsUnknownIsOnItsWayAndFoundOutByAnotherInstance() {
        var id = paid("10.00");
        var headers = new String[] {HASTILY[0], HASTILY[1], "idempotency-key", "u-" + id};
        var accepted = refund(id, "4.07", headers);
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.bodyAsJsonObject()
                        .getJsonObject("payment")
                        .getJsonObject("refunding")
                        .getString("amount"))
                .isEqualTo("4.07");
        assertThat(code(refund(id, "16.00"))).isEqualTo("refund-too-large");
        orders.reconcile();
        orders.reconcile();
        assertThat(money(order(id))).isEqualTo("paid part-refunded 4.07");
        assertThat(sentBack(id)).isEqualTo(407);
        assertThat(refund(id, "4.07", headers).bodyAsString()).isEqualTo(accepted.bodyAsString());
    }

    @Test
    void cancellingAPaidOrderSendsTheMoneyBackOnce() {
        var id = paid("10.00");
        refund(id, "4.00");
        var cancelled = orders.cancel(id, ann).bodyAsJsonObject();
        assertThat(cancelled.getJsonObject("payment").getJsonObject("refunding").getString("amount"))
                .isEqualTo("16.00");
        orders.reconcile();
        orders.reconcile();
        assertThat(money(order(id))).isEqualTo("cancelled refunded 20.00");
        assertThat(sentBack(id)).isEqualTo(2_000);
        assertThat(code(refund(id, "1.00"))).isEqualTo("illegal-transition");
    }

    @Test
    void whatTheProviderWouldNotSendBackAfterACancellationCanBeSentAgain() {
        var id = paid("10.03");
        orders.cancel(id, ann);
        orders.reconcile();
        assertThat(money(order(id))).isEqualTo("cancelled paid 0.00");
        assertThat(money(refund(id, "20.00"))).isEqualTo("cancelled part-refunded 20.00");
    }

    @Test
    void aShippedOrderThatIsRefundedStaysShippedUntilAllIsBack() {
        var id = paid("10.00");
        orders.move(id, "ship", manager, null);
        assertThat(money(refund(id, "10.00"))).isEqualTo("shipped part-refunded 10.00");
        assertThat(money(orders.move(id, "refund", manager, null))).isEqualTo("refunded refunded 20.00");
    }
}
