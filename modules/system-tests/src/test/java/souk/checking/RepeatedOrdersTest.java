package souk.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import souk.local.check.Patience;
import souk.local.client.HttpConnection;
import souk.local.client.PlacedOrder;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.prove.Attempt;
import souk.local.prove.KeyedOrder;
import souk.local.prove.Recorder;
import souk.shared.security.Role;
import souk.shared.sql.Housekeeping;

/** What becomes of an order that is sent again with its key, with the real services on both sides. */
class RepeatedOrdersTest {
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofMillis(100));
    private static final int QUANTITY = 3;

    private static ShopInside shop;

    private final Visitor ann = shop.mint.visitor("ann", Role.CUSTOMER);
    private final String product = product();
    private final KeyedOrder order = order(ann, UUID.randomUUID().toString());

    @BeforeAll
    static void open() {
        shop = ShopInside.withoutOrders();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void fiftyAtOnceOnTwoInstancesAreOneOrderAndHaveOneAnswer() {
        try (var one = instance();
                var other = instance()) {
            var attempts = inParallel(50, one.url, other.url);

            assertThat(attempts).allMatch(attempt -> attempt.placed() || attempt.underWay());
            assertThat(attempts.stream()
                            .filter(Attempt::placed)
                            .map(Attempt::answer)
                            .distinct())
                    .hasSize(1);
            assertOneOrder();
        }
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefusedAndChangesNothing() {
        try (var orders = instance()) {
            var first = send(orders.url, order);

            var other = connected(orders.url, connection -> new Recorder().otherBody(connection, order));

            assertThat(other.answer().status()).isEqualTo(422);
            assertThat(other.answer().problemCode()).isEqualTo("idempotency-key-reused");
            assertThat(other.answer().body()).doesNotContain(id(first));
            assertOneOrder();
        }
    }

    @Test
    void theSameKeyOfSomebodyElseIsAnotherOrder() {
        var bob = shop.mint.visitor("bob", Role.CUSTOMER);

        try (var orders = instance()) {
            var anns = send(orders.url, order);
            var bobs = send(orders.url, order(bob, order.key()));

            assertThat(bobs.placed()).isTrue();
            assertThat(bobs.answer().body()).doesNotContain(id(anns));
            assertThat(reserved()).isEqualTo(2 * QUANTITY);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void anInstanceThatDiesInTheMiddleLeavesOneOrderToWhoeverGetsTheRepeat(MortalOrders.Step step) throws SQLException {
        CompletableFuture<Attempt> first;
        try (var mortal = new MortalOrders(shop, step)) {
            first = CompletableFuture.supplyAsync(() -> send(mortal.url, order));
            mortal.awaitDeath();
        }
        try (var fresh = instance()) {
            var repeat = send(fresh.url, order);
            var again = send(fresh.url, order);

            assertThat(repeat.placed()).as(repeat.shown()).isTrue();
            assertThat(again.answer()).isEqualTo(repeat.answer());
            assertThat(first.join().brokeOff() || first.join().answer().equals(repeat.answer()))
                    .isTrue();
            assertOneOrder();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> shop.products
                            .value("SELECT DISTINCT state FROM reservations r JOIN reservation_lines l"
                                    + " USING (order_id) WHERE l.product_id = '" + product + "'")
                            .equals("firm"));
        }
        var report = shop.check(PATIENCE).run();
        assertThat(report.consistent()).as(report.text()).isTrue();
    }

    @Test
    void keysAreKeptForADayAtLeast() {
        assertThat(Housekeeping.KEPT).isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    /** To one instance and the other in turn. */
    private List<Attempt> inParallel(int requests, String... urls) {
        var threads = Executors.newFixedThreadPool(requests);
        try {
            var attempts = IntStream.range(0, requests)
                    .mapToObj(one -> CompletableFuture.supplyAsync(() -> send(urls[one % urls.length], order), threads))
                    .toList();
            return attempts.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static MortalOrders instance() {
        return new MortalOrders(shop, MortalOrders.Step.NEVER);
    }

    private void assertOneOrder() {
        var lines = "SELECT count(*) FROM order_lines WHERE product_id = '" + product + "'";
        assertThat(shop.orders.number(lines)).isEqualTo(1);
        assertThat(reserved()).isEqualTo(QUANTITY);
    }

    private long reserved() {
        return shop.products.number("SELECT reserved FROM stock WHERE product_id = '" + product + "'");
    }

    private KeyedOrder order(Visitor customer, String key) {
        return new KeyedOrder(key, customer, List.of(new PlacedOrder.Line(product, QUANTITY)));
    }

    private static String id(Attempt attempt) {
        return attempt.answer().as(PlacedOrder.class).id();
    }

    private static Attempt send(String url, KeyedOrder order) {
        return connected(url, connection -> new Recorder().order(connection, order));
    }

    private static <T> T connected(String url, Function<HttpConnection, T> work) {
        try (var connection = new HttpConnection(url, Duration.ofSeconds(10))) {
            return work.apply(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String product() {
        try (var api = new Shop(shop.productsUrl)) {
            var name = UUID.randomUUID().toString();
            return api.createProduct(shop.mint.visitor("seller", Role.SELLER), name, name, 1_000);
        }
    }
}
