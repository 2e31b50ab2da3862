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
        return Json.line(Map.of("lines", lines));
    }
}
