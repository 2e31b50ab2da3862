package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.code;
import static souk.orders.RunningOrders.order;
import static souk.orders.RunningOrders.pointers;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** A shop without a payment provider: what is received and sent back elsewhere is recorded by those who manage orders. */
class PaidElsewhereTest {

    private static final JsonObject RECEIVED = new JsonObject().put("reference", "invoice 4711");

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String manager = orders.account(Role.ORDER_MANAGER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders(simulated -> Optional.empty());
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private String placed() {
        return orders.place(ann, order(2)).bodyAsJsonObject().getString("id");
    }

    @Test
    void tellsCustomersThatPaymentsAreNotTaken() {
        var id = placed();
        assertThat(code(orders.move(id, "pay", ann, null))).isEqualTo("payment-not-taken");
        assertThat(orders.get("/api/v1/orders/" + id, ann).bodyAsJsonObject().getInteger("version"))
                .isEqualTo(1);
        assertThat(pointers(orders.move(id, "pay", manager, null))).containsExactly("/reference");
    }

    @Test
    void recordsWhatWasReceivedAndWhatWentBack() {
        var id = placed();
        var paid = orders.move(id, "pay", manager, RECEIVED);
        assertThat(paid.bodyAsJsonObject().getString("status")).isEqualTo("paid");
        assertThat(orders.postgres.value(
                        "SELECT provider || ' ' || reference FROM payments WHERE order_id = '" + id + "'"))
                .isEqualTo("elsewhere invoice 4711");
        var refunded = orders.move(id, "refund", manager, new JsonObject().put("reference", "transfer 12"));
        assertThat(refunded.bodyAsJsonObject().getString("status")).isEqualTo("refunded");
        assertThat(orders.events(id)).isEqualTo("order.placed order.paid order.payment-changed order.refunded");
    }

    @Test
    void leavesTheMoneyOfACancelledOrderToWhoeverSendsItBack() {
        var id = placed();
        orders.move(id, "pay", manager, RECEIVED);
        var cancelled = orders.cancel(id, ann).bodyAsJsonObject().getJsonObject("payment");
        assertThat(cancelled.getString("status")).isEqualTo("paid");
        assertThat(cancelled.containsKey("refunding")).isFalse();
        var back = orders.move(id, "refund", manager, new JsonObject().put("reference", "transfer 13"));
        assertThat(back.bodyAsJsonObject().getString("status")).isEqualTo("cancelled");
        assertThat(back.bodyAsJsonObject().getJsonObject("payment").getString("status"))
                .isEqualTo("refunded");
    }
}
