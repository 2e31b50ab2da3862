package souk.checking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import souk.local.check.CheckReport;
import souk.local.check.Finding;
import souk.local.check.Patience;
import souk.local.check.ShopCheck;
import souk.local.check.Source;
import souk.local.client.HttpConnection;
import souk.local.client.PlacedOrder;
import souk.local.client.Shop;
import souk.local.prove.KeyedOrder;
import souk.local.prove.Recorder;
import souk.shared.security.Role;

/** One shop, one order of its own product for each damage; all are done, then the checker looks once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopCheckTest {
    private static final Patience SHORT = new Patience(Duration.ofSeconds(10), Duration.ofMillis(100));

    /** What a damage was done to. */
    private record Victim(String order, String product) {}

    private static ShopInside shop;

    @BeforeAll
    static void open() {
        shop = ShopInside.asBuilt();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    @Order(1)
    void sparesWhatHasComeRightAtTheSecondLook() throws SQLException {
        var order = victim().order();
        var state = "UPDATE reservations SET state = '%s' WHERE order_id = '" + order + "'";
        var looks = new AtomicInteger();
        Source products = () -> {
            shop.products.execute(state.formatted(looks.incrementAndGet() < 5 ? "released" : "firm"));
            return shop.products.connect();
        };

        var report = new ShopCheck(shop.orders::connect, products, SHORT).run();

        assertThat(report.suspects()).isPositive();
        assertThat(report.consistent()).as(report.text()).isTrue();
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> findsEachDamage() throws SQLException {
        var victims = new LinkedHashMap<Damage, Victim>();
        Damage.ALL.forEach(damage -> victims.put(damage, victim()));
        var spared = victim();
        var before = shop.check(SHORT).run();

        victims.forEach((damage, victim) ->
                (damage.inOrders() ? shop.orders : shop.products).execute(damage.to(victim.order(), victim.product())));
        var after = shop.check(SHORT).run();

        assertThat(before.consistent()).as(before.text()).isTrue();
        assertThat(after.consistent()).isFalse();
        assertThat(after.findings()).noneMatch(found -> spared.order().equals(found.orderId()));
        return victims.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey().kind(),
                        () -> assertThat(kinds(after, entry.getValue()))
                                .as(after.text())
                                .contains(entry.getKey().kind())));
    }

    @Test
    @Order(3)
    void theServicesFindDamagesThatShowBetweenThemToo() throws IOException {
        var auditor = shop.mint.visitor("auditor", Role.AUDITOR);
        try (var connection = new HttpConnection(shop.ordersUrl, Duration.ofSeconds(10))) {
            var path = "/api/v1/admin/consistency?days=2";
            var found = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () -> connection
                                    .send("GET", path, auditor.headers(), null)
                                    .as(Told.class),
                            told -> told.state().equals("done"));
            assertThat(found.consistent()).isFalse();
            assertThat(found.complete()).isTrue();
            assertThat(found.checkedOrders()).isGreaterThan(20);
            assertThat(found.findings().stream().map(Finding::kind).distinct())
                    .containsExactlyInAnyOrder(
                            "lines-disagree",
                            "on-hand-is-not-the-sum",
                            "order-without-reservation",
                            "order-without-stock",
                            "oversold",
                            "reservation-not-firm",
                            "reservation-without-order",
                            "reserved-is-not-the-sum",
                            "stock-not-given-back",
                            "total-is-not-the-sum");
        }
    }

    private record Told(
            String state, Boolean consistent, boolean complete, long checkedOrders, List<Finding> findings) {}

    private static List<String> kinds(CheckReport report, Victim victim) {
        return report.findings().stream()
                .filter(found -> victim.order().equals(found.orderId())
                        || (found.orderId() == null && victim.product().equals(found.productId())))
                .map(found -> found.kind())
                .toList();
    }

    private static Victim victim() {
        var seller = shop.mint.visitor("seller", Role.SELLER);
        var customer = shop.mint.visitor("customer", Role.CUSTOMER);
        var name = UUID.randomUUID().toString();
        try (var api = new Shop(shop.productsUrl);
                var connection = new HttpConnection(shop.ordersUrl, Duration.ofSeconds(10))) {
            var product = api.createProduct(seller, name, name, 10);
            var order = new KeyedOrder(name, customer, List.of(new PlacedOrder.Line(product, 2)));
            var placed = new Recorder().order(connection, order).answer().as(PlacedOrder.class);
            return new Victim(placed.id(), product);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
