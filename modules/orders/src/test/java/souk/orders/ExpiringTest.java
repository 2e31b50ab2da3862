package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.await;
import static souk.orders.RunningOrders.code;
import static souk.orders.RunningOrders.line;

import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** Orders that nobody pays end by themselves. */
class ExpiringTest {

    private static final Duration NOW = Duration.ofSeconds(-5);
    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private String placed(String price) {
        return orders.place(ann, line(orders.product(price), 1))
                .bodyAsJsonObject()
                .getString("id");
    }

    private String status(String id) {
        return orders.get("/api/v1/orders/" + id, ann).bodyAsJsonObject().getString("status");
    }

    @Test
    void endsOldUnpaidOrdersAndTellsWhoKeepsTheStock() {
        var unpaid = placed("1.00");
        var paid = placed("1.00");
        orders.move(paid, "pay", ann, null);
        await(orders.expiring(Duration.ofMinutes(30)).sweep());
        assertThat(status(unpaid)).isEqualTo("confirmed");
        await(orders.expiring(NOW).sweep());
        assertThat(status(unpaid)).isEqualTo("expired");
        assertThat(status(paid)).isEqualTo("paid");
        assertThat(orders.events(unpaid)).isEqualTo("order.placed order.expired");
        var entry = orders.get("/api/v1/orders/" + unpaid + "/history", ann)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(entry.containsKey("actor")).isFalse();
        assertThat(entry.getString("reason")).isEqualTo("not paid in time");
        assertThat(code(orders.move(unpaid, "pay", ann, null))).isEqualTo("illegal-transition");
    }

    @Test
    void sweepsOfSeveralInstancesAtOnceEndEachOrderOnceInBatches() {
        orders.postgres.execute("""
                INSERT INTO orders (id, customer_id, status, total_minor, currency, created_at)
                SELECT (lpad(to_hex(i), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid, '%s', 'confirmed',
                       100, 'EUR', now() - interval '1 day' FROM generate_series(1, 350) i""".formatted(orders.id(ann)));
        var sweeps = Future.all(
                orders.expiring(Duration.ofMinutes(30)).sweep(),
                orders.expiring(Duration.ofMinutes(30)).sweep(),
                orders.expiring(Duration.ofMinutes(30)).sweep());
        var expired =
                await(sweeps).<Integer>list().stream().mapToInt(count -> count).sum();
        expired += await(orders.expiring(Duration.ofMinutes(30)).sweep());
        assertThat(expired).isEqualTo(350);
        assertThat(orders.postgres.number("SELECT count(*) FROM outbox WHERE type = 'order.expired'"
                        + " AND aggregate_id < '00000000-ffff-0000-0000-000000000000'"))
                .isEqualTo(350);
    }

    @Test
    void aPaymentThatComesAfterwardsIsVoided() {
        var id = placed("1.07");
        assertThat(orders.move(id, "pay", ann, null, "x-souk-deadline-ms", "500")
                        .statusCode())
                .isEqualTo(202);
        await(orders.expiring(NOW).sweep());
        orders.reconcile();
        var order = orders.get("/api/v1/orders/" + id, ann).bodyAsJsonObject();
        assertThat(order.getString("status")).isEqualTo("expired");
        assertThat(order.getJsonObject("payment").getString("status")).isEqualTo("voided");
        assertThat(orders.postgres.value("SELECT string_agg(state, ' ') FROM simulated_charges WHERE key IN"
                        + " (SELECT id FROM payments WHERE order_id = '" + id + "')"))
                .isEqualTo("voided");
    }
}
