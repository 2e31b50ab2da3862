package souk.local.client;

import java.util.List;

/** An order as the shop shows it, as far as it matters here. */
public record PlacedOrder(String id, String status, List<Line> lines) {
    public PlacedOrder {
        lines = List.copyOf(lines);
    }

    public record Line(String productId, long quantity) {}
}
