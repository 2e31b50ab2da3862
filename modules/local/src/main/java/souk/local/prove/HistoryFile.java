package souk.local.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import souk.local.client.PlacedOrder;
import souk.local.client.Price;
import souk.local.client.StockLevel;
import souk.local.client.Visitor;
import souk.local.data.Json;

/**
 * A run on disk, one thing a line: what was meant ({@code asked}), each request ({@code attempt}) in the order of its
 * answers, and what the shop held in the end ({@code listed}, {@code stock}, {@code price}). It holds no passwords and
 * no tokens.
 */
public record HistoryFile(Path path) {

    /** What was read from a file. */
    public record Run(History history, Evidence evidence) {}

    private record Asked(String key, String customer, List<PlacedOrder.Line> lines) {}

    private record Stock(String product, long initial, StockLevel level) {}

    private record Asking(String product, long version, Price price) {}

    public void write(History history, Evidence evidence) {
        try (var writer = Files.newBufferedWriter(path)) {
            for (var order : history.orders()) {
                line(writer, "asked", new Asked(order.key(), order.customer().username(), order.lines()));
            }
            for (var attempt : history.attempts()) {
                line(writer, "attempt", attempt);
            }
            for (var order : evidence.orders()) {
                line(writer, "listed", order);
            }
            for (var product : evidence.initialStock().entrySet()) {
                var level = evidence.stock().get(product.getKey());
                line(writer, "stock", new Stock(product.getKey(), product.getValue(), level));
            }
            for (var product : evidence.prices().entrySet()) {
                for (var price : product.getValue().entrySet()) {
                    line(writer, "price", new Asking(product.getKey(), price.getKey(), price.getValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** Fails with UncheckedIOException, and with IllegalArgumentException when it is something else. */
    public Run read() {
        var reading = new Reading();
        try (var lines = Files.lines(path)) {
            lines.filter(line -> !line.isBlank())
                    .map(line -> Json.read(line, JsonNode.class))
                    .forEach(reading::take);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
        return reading.run();
    }

    private static void line(Writer writer, String what, Object value) throws IOException {
        writer.write(Json.line(Map.of(what, value)));
        writer.write('\n');
    }

    private static final class Reading {
        private final List<KeyedOrder> asked = new ArrayList<>();
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<PlacedOrder> listed = new ArrayList<>();
        private final Map<String, StockLevel> stock = new HashMap<>();
        private final Map<String, Long> initial = new HashMap<>();
        private final Map<String, NavigableMap<Long, Price>> prices = new HashMap<>();

        void take(JsonNode line) {
            line.properties().forEach(entry -> take(entry.getKey(), entry.getValue()));
        }

        private void take(String what, JsonNode value) {
            switch (what) {
                case "asked" -> {
                    var order = Json.convert(value, Asked.class);
                    asked.add(new KeyedOrder(order.key(), new Visitor(order.customer(), "", ""), order.lines()));
                }
                case "attempt" -> attempts.add(Json.convert(value, Attempt.class));
                case "listed" -> listed.add(Json.convert(value, PlacedOrder.class));
                case "stock" -> {
                    var level = Json.convert(value, Stock.class);
                    initial.put(level.product(), level.initial());
                    if (level.level() != null) {
                        stock.put(level.product(), level.level());
                    }
                }
                case "price" -> {
                    var price = Json.convert(value, Asking.class);
                    prices.computeIfAbsent(price.product(), unused -> new TreeMap<>())
                            .put(price.version(), price.price());
                }
                default -> throw new IllegalArgumentException("a history has no " + what);
            }
        }

        Run run() {
            return new Run(new History(asked, attempts), new Evidence(listed, stock, initial, prices));
        }
    }
}
