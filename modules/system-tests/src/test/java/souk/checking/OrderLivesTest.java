package souk.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.local.check.Patience;
import souk.local.client.HttpConnection;
import souk.local.client.PlacedOrder;
import souk.local.client.Visitor;
import souk.shared.security.Role;

/**
 * Orders whose customers and managers do whatever comes to their minds, two of them at a time: pay, cancel, ship some or
 * all, deliver, complete, refund some or all. Both services run with everything between them, and at the end all adds up.
 */
class OrderLivesTest {

    private static final int STOCK = 10_000;
    private static final int PEOPLE = 4;
    private static final int ORDERS_OF_EACH = 4;
    private static final Patience SHORT = new Patience(Duration.ZERO, Duration.ofMillis(100));

    /**
     * Of one piece. Charges and refunds whose amounts end with 01 are declined, others are lost at first; what is given up
     * costs whole amounts, so that all the money can go back.
     */
    private static final List<String> PRICES = List.of("10.00", "5.00", "0.01", "3.02");

    private static ShopInside shop;
    private static final List<String> PRODUCTS = new ArrayList<>();

    private record Made(String id) {}

    /** What is done again and again with an order, what in the end, and what is refunded of it. */
    private enum Course {
        GIVEN_UP(List.of("refund", "pay", "cancel"), List.of("cancel"), List.of("50")),
        CARRIED_OUT(List.of("ship", "ship", "refund"), List.of("ship", "deliver", "complete"), List.of("06", "09")),
        TAKEN_BACK(List.of("ship", "deliver", "refund"), List.of("refund"), List.of("06", "09")),
        WILD(List.of("ship", "deliver", "complete", "refund"), List.of(), List.of("09"));

        private final List<String> moves;
        private final List<String> end;
        private final List<String> coins;

        Course(List<String> moves, List<String> end, List<String> coins) {
            this.moves = moves;
            this.end = end;
            this.coins = coins;
        }
    }

    @BeforeAll
    static void open() {
        shop = ShopInside.asBuilt();
        var seller = shop.mint.visitor("seller", Role.SELLER);
        for (var price : PRICES) {
            var product = """
                    {"sku":"%1$s","name":"%1$s","description":"","price":{"amount":"%1$s","currency":"EUR"},"stock":%2$d}""".formatted(price, STOCK);
            connected(
                    shop.productsUrl,
                    products -> PRODUCTS.add(send(products, seller, "/api/v1/products", product)
                            .as(Made.class)
                            .id()));
        }
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private interface Visit {
        void with(HttpConnection connection);
    }

    private static void connected(String url, Visit visit) {
        try (var connection = new HttpConnection(url, Duration.ofSeconds(10))) {
            visit.with(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static souk.local.client.HttpAnswer send(
            HttpConnection connection, Visitor visitor, String path, String body) {
        try {
            var answer = connection.send("POST", path, visitor.headers(), body);
            assertThat(answer.status()).as(answer.body()).isNotEqualTo(500);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whateverIsDoneToOrdersStockAndMoneyAddUp() throws Exception {
        var threads = Executors.newFixedThreadPool(PEOPLE);
        try {
            var people = new ArrayList<CompletableFuture<Void>>();
            for (var person = 0; person < PEOPLE; person++) {
                var random = new SplittableRandom(person);
                people.add(CompletableFuture.runAsync(() -> live(random), threads));
            }
            CompletableFuture.allOf(people.toArray(CompletableFuture[]::new)).join();
        } finally {
            threads.shutdown();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(OrderLivesTest::isQuiet);
        var report = shop.check(SHORT).run();
        assertThat(report.consistent()).as(report.text()).isTrue();
        assertThat(states()).as("all ends of an order were reached").contains("cancelled", "refunded", "completed");
        assertThat(shop.orders.number("SELECT count(*) FROM shipments")).isPositive();
        chargedOnceAndSentBackAsTheOrdersSay();
        stockIsWhatWasNotShipped();
    }

    private static void live(SplittableRandom random) {
        var customer = shop.mint.visitor("customer", Role.CUSTOMER);
        connected(shop.ordersUrl, orders -> {
            for (var number = 0; number < ORDERS_OF_EACH; number++) {
                var course = Course.values()[number % Course.values().length];
                var from = course == Course.GIVEN_UP ? PRODUCTS.subList(0, 2) : PRODUCTS;
                var lines = "{\"lines\":[{\"productId\":\"%s\",\"quantity\":%d},{\"productId\":\"%s\",\"quantity\":2}]}"
                        .formatted(anyOf(from, random), 1 + random.nextInt(3), anyOf(from, random));
                var order = send(orders, customer, "/api/v1/orders", lines).as(PlacedOrder.class);
                var another = random.split();
                var beside = CompletableFuture.runAsync(
                        () -> connected(shop.ordersUrl, two -> drive(two, order, course, another)));
                drive(orders, order, course, random);
                beside.join();
            }
        });
    }

    private static void drive(HttpConnection orders, PlacedOrder order, Course course, SplittableRandom random) {
        var manager = shop.mint.visitor("manager", Role.ORDER_MANAGER);
        var path = "/api/v1/orders/" + order.id() + "/";
        var piece = "{\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}"
                .formatted(order.lines().get(0).productId());
        var coin = "{\"amount\":{\"amount\":\"%d.%s\",\"currency\":\"EUR\"}}"
                .formatted(random.nextInt(3), anyOf(course.coins, random));
        send(orders, manager, path + "pay", null);
        for (var move = 0; move < 4; move++) {
            var next = anyOf(course.moves, random);
            var body = next.equals("ship") ? piece : next.equals("refund") ? coin : null;
            send(orders, manager, path + next, body);
        }
        course.end.forEach(next -> send(orders, manager, path + next, null));
    }

    private static <T> T anyOf(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static boolean isQuiet() {
        return shop.orders.number("SELECT (SELECT count(*) FROM outbox)"
                        + " + (SELECT count(*) FROM payments WHERE state IN ('begun', 'voiding'))"
                        + " + (SELECT count(*) FROM refunds WHERE state = 'begun')")
                == 0;
    }

    private static String states() {
        return shop.orders.value("SELECT string_agg(DISTINCT status, ' ') FROM orders");
    }

    private static void chargedOnceAndSentBackAsTheOrdersSay() {
        assertThat(shop.orders.number("""
                SELECT count(*) FROM orders o
                  LEFT JOIN (SELECT p.order_id, count(*) AS charges, sum(c.amount_minor) AS charged
                               FROM simulated_charges c JOIN payments p ON p.id = c.key
                              WHERE c.state = 'done' GROUP BY p.order_id) c ON c.order_id = o.id
                  LEFT JOIN (SELECT r.order_id, sum(s.amount_minor) AS back
                               FROM simulated_refunds s JOIN refunds r ON r.id = s.key
                              WHERE s.state = 'done' GROUP BY r.order_id) b ON b.order_id = o.id
                 WHERE coalesce(c.charges, 0) > 1 OR coalesce(c.charged, 0) <> coalesce(o.paid_minor, 0)
                    OR coalesce(b.back, 0) <> coalesce(o.refunded_minor, 0)""")).isZero();
    }

    private static void stockIsWhatWasNotShipped() {
        for (var product : PRODUCTS) {
            var shipped = shop.orders.number(
                    "SELECT coalesce(sum(shipped), 0) FROM order_lines WHERE product_id = '" + product + "'");
            var open = shop.orders.number("SELECT coalesce(sum(quantity - shipped), 0) FROM order_lines l"
                    + " JOIN orders o ON o.id = l.order_id WHERE o.status NOT IN ('cancelled', 'refunded', 'expired')"
                    + " AND product_id = '" + product + "'");
            assertThat(shop.products.value("SELECT on_hand || ' ' || reserved FROM stock WHERE product_id = '"
                            + UUID.fromString(product) + "'"))
                    .isEqualTo((STOCK - shipped) + " " + open);
        }
    }
}
