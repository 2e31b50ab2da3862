package souk.local.prove;

import java.util.List;
import java.util.Map;
import souk.local.client.PlacedOrder.Line;
import souk.local.client.Visitor;
import souk.local.data.Json;

/** An order as a client means it: the same key always with the same body. */
public record KeyedOrder(String key, Visitor customer, List<Line> lines) {
    public KeyedOrder {
        lines = List.copyOf(lines);
    }

    String body() {
        return body(lines);
    }

    /** The body of an order that the same key must not be used for. */
    String otherBody() {
        return body(lines.stream()
                .map(line -> new Line(line.productId(), line.quantity() + 1))
                .toList());
    }

    private static String body(List<Line> lines) {
        var asked = lines.stream()
                .map(line -> Map.of("productId", line.productId(), "quantity", line.quantity()))
                .toList();
        return Json.line(Map.of("lines", asked));
    }
}
