package souk.local.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.local.client.HttpConnection;
import souk.local.client.Pause;
import souk.local.client.PlacedOrder;
import souk.local.client.Price;
import souk.local.client.Shop;
import souk.local.client.StockLevel;

/** What is done after the clients have left: every key is sent once more, then the shop is asked what it holds. */
final class Settling {
    private static final int CONNECTIONS = 4;
    private static final int TRIES = 40;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Holds of orders that never were end by themselves 10 to 12 s after they were taken. */
    private static final Duration DUST = Duration.ofSeconds(30);

    private final Stage stage;
    private final Recorder recorder;

    Settling(Stage stage, Recorder recorder) {
        this.stage = stage;
        this.recorder = recorder;
    }

    /** Sends every key once more, until it is answered. */
    void repeatEveryKey() {
        recorder.enter(Phase.REPEATS);
        var orders = recorder.history().orders();
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            var parts = IntStream.range(0, CONNECTIONS)
                    .mapToObj(part -> IntStream.range(0, orders.size())
                            .filter(index -> index % CONNECTIONS == part)
                            .mapToObj(orders::get)
                            .toList())
                    .map(part -> CompletableFuture.runAsync(() -> repeat(part), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(parts).join();
        } finally {
            threads.shutdown();
        }
    }

    /** Waits until stock adds up, for 30 s, and returns what was found last. */
    Evidence evidence() {
        var end = System.nanoTime() + DUST.toNanos();
        var evidence = collect();
        while (!evidence.stockAddsUp() && System.nanoTime() < end) {
            Pause.of(BETWEEN_TRIES);
            evidence = collect();
        }
        return new Evidence(evidence.orders(), evidence.stock(), evidence.initialStock(), prices());
    }

    private Map<String, NavigableMap<Long, Price>> prices() {
        try (var shop = new Shop(stage.url())) {
            return stage.goods().initialStock().keySet().stream()
                    .collect(Collectors.toMap(id -> id, id -> shop.pricesOf(stage.seller(), id)));
        }
    }

    private void repeat(Iterable<KeyedOrder> orders) {
        try (var connection = new HttpConnection(stage.url(), PATIENCE)) {
            for (var order : orders) {
                var attempt = recorder.order(connection, order);
                for (int tries = 1; tries < TRIES && !attempt.placed() && !attempt.refused(); tries++) {
                    Pause.of(BETWEEN_TRIES);
                    attempt = recorder.order(connection, order);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Evidence collect() {
        try (var shop = new Shop(stage.url())) {
            var orders = stage.households().stream()
                    .flatMap(household -> shop.ordersOf(household.customer()).stream())
                    .collect(Collectors.<PlacedOrder>toList());
            var stock = new HashMap<String, StockLevel>();
            stage.goods().initialStock().keySet().forEach(id -> stock.put(id, shop.stockOf(id)));
            return new Evidence(orders, stock, stage.goods().initialStock(), Map.of());
        }
    }
}
