package souk.checking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import souk.local.client.HttpConnection;
import souk.local.client.PlacedOrder;
import souk.local.client.PlacedOrder.Line;
import souk.local.client.Price;
import souk.local.client.Shop;
import souk.local.client.StockLevel;
import souk.local.client.Visitor;
import souk.local.data.Json;
import souk.local.prove.Attempt;
import souk.local.prove.Evidence;
import souk.local.prove.History;
import souk.local.prove.KeyedOrder;
import souk.local.prove.Recorder;
import souk.shared.security.Role;

/**
 * Customers who order at the same time: plentiful and scarce things, with keys that they repeat, also while the first
 * request is under way, and use for other orders, and orders that they cancel; while a seller changes prices.
 */
final class ShopLoad {
    private static final int CLIENTS = 6;
    private static final int ORDERS_OF_EACH = 12;
    private static final int PRICES = 20;
    private static final int CANCELLED_IN_THE_END = 1;
    private static final long PLENTY = 100_000;
    private static final Duration EVENTS = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ShopInside shop;
    private final Recorder recorder = new Recorder();
    private final Visitor seller;
    private final Visitor manager;
    private final List<Visitor> customers = new ArrayList<>();
    private final Map<String, Long> initialStock = new LinkedHashMap<>();
    private final List<String> products = new ArrayList<>();

    ShopLoad(ShopInside shop) {
        this.shop = shop;
        this.seller = shop.mint.visitor("seller", Role.SELLER);
        this.manager = shop.mint.visitor("manager", Role.ORDER_MANAGER);
        try (var api = new Shop(shop.productsUrl)) {
            for (int number = 0; number < 6; number++) {
                var stock = number < 2 ? 8L : PLENTY;
                var id = api.createProduct(seller, "S-" + number, "Thing " + number, stock);
                products.add(id);
                initialStock.put(id, stock);
            }
        }
        for (int number = 0; number < CLIENTS; number++) {
            customers.add(shop.mint.visitor("customer-" + number, Role.CUSTOMER));
        }
    }

    /** Returns when everybody has left and every key was sent once more. */
    History run() {
        var threads = Executors.newFixedThreadPool(CLIENTS + 1);
        try {
            var clients = new ArrayList<CompletableFuture<Void>>();
            for (int number = 0; number < CLIENTS; number++) {
                var client = number;
                clients.add(CompletableFuture.runAsync(() -> shopping(client), threads));
            }
            var everybody = CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
            var prices = CompletableFuture.runAsync(() -> changePrices(everybody), threads);
            CompletableFuture.allOf(everybody, prices).join();
        } finally {
            threads.shutdown();
        }
        connected(shop.ordersUrl, this::settle);
        return recorder.history();
    }

    /** Some scarce things come back, then every key is sent once more. */
    private void settle(HttpConnection connection) {
        customers.forEach(customer -> {
            try (var api = new Shop(shop.ordersUrl)) {
                api.ordersOf(customer).stream()
                        .filter(order -> order.status().equals("confirmed"))
                        .filter(order ->
                                order.lines().stream().anyMatch(line -> initialStock.get(line.productId()) < PLENTY))
                        .limit(CANCELLED_IN_THE_END)
                        .forEach(order -> recorder.cancel(connection, customer, order.id()));
            }
        });
        recorder.history().orders().forEach(order -> send(connection, order));
    }

    /** When events have arrived, or have had the time to. */
    Evidence evidence() {
        var end = System.nanoTime() + EVENTS.toNanos();
        while (shop.orders.number("SELECT count(*) FROM outbox") > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        var stock = new HashMap<String, StockLevel>();
        var prices = new HashMap<String, NavigableMap<Long, Price>>();
        var orders = new ArrayList<PlacedOrder>();
        try (var ofProducts = new Shop(shop.productsUrl);
                var ofOrders = new Shop(shop.ordersUrl)) {
            for (var id : products) {
                stock.put(id, ofProducts.stockOf(id));
                prices.put(id, ofProducts.pricesOf(seller, id));
            }
            customers.forEach(customer -> orders.addAll(ofOrders.ordersOf(customer)));
        }
        return new Evidence(orders, stock, initialStock, prices);
    }

    private void shopping(int client) {
        var random = new SplittableRandom(client);
        var customer = customers.get(client);
        connected(shop.ordersUrl, connection -> {
            for (int number = 0; number < ORDERS_OF_EACH; number++) {
                var order = new KeyedOrder(UUID.randomUUID().toString(), customer, cart(random));
                var twin = random.nextInt(4) == 0
                        ? CompletableFuture.runAsync(() -> connected(shop.ordersUrl, another -> send(another, order)))
                        : CompletableFuture.<Void>completedFuture(null);
                var attempt = send(connection, order);
                twin.join();
                if (attempt.placed() && random.nextInt(4) == 0) {
                    recorder.otherBody(connection, order);
                }
                if (attempt.placed()) {
                    goOn(connection, attempt.answer().as(PlacedOrder.class), customer, random.nextInt(8));
                }
            }
        });
    }

    /** Some are cancelled, before or after they were paid; some are paid and shipped, as a whole or in part. */
    private void goOn(HttpConnection connection, PlacedOrder order, Visitor customer, int fate) {
        if (fate == 4) {
            post(connection, customer, order, "pay", Map.of());
        }
        if (fate < 2 || fate == 4) {
            recorder.cancel(connection, customer, order.id());
        } else if (fate < 4) {
            var one = List.of(Map.of("productId", order.lines().get(0).productId(), "quantity", 1));
            post(connection, manager, order, "pay", Map.of("reference", "transfer " + order.id()));
            post(connection, manager, order, "ship", Map.of("lines", one));
            if (fate == 3) {
                post(connection, manager, order, "ship", Map.of());
            }
        }
    }

    private static void post(HttpConnection connection, Visitor visitor, PlacedOrder order, String move, Object body) {
        try {
            var path = "/api/v1/orders/" + order.id() + "/" + move;
            connection.send("POST", path, visitor.headers(), Json.line(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Attempt send(HttpConnection connection, KeyedOrder order) {
        var attempt = recorder.order(connection, order);
        for (int tries = 1; tries < 4 && attempt.failed(); tries++) {
            attempt = recorder.order(connection, order);
        }
        return attempt;
    }

    private List<Line> cart(SplittableRandom random) {
        var first = random.nextInt(products.size() - 1);
        var lines = new ArrayList<Line>();
        lines.add(new Line(products.get(first), 1 + random.nextInt(3)));
        if (random.nextBoolean()) {
            lines.add(new Line(products.get(first + 1), 1));
        }
        return lines;
    }

    private void changePrices(CompletableFuture<Void> end) {
        connected(shop.productsUrl, connection -> {
            for (int number = 0; number < PRICES && !end.isDone(); number++) {
                var product = products.get(ThreadLocalRandom.current().nextInt(products.size()));
                var price = new Price("10." + ThreadLocalRandom.current().nextInt(10, 100), "EUR");
                try {
                    var headers = new HashMap<>(seller.headers());
                    headers.put("If-Match", "*");
                    var path = "/api/v1/products/" + product;
                    connection.send("PATCH", path, headers, Json.line(Map.of("price", price)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private interface Work {
        void on(HttpConnection connection);
    }

    private static void connected(String url, Work work) {
        try (var connection = new HttpConnection(url, PATIENCE)) {
            work.on(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
