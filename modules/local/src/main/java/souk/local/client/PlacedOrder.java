package souk.local.client;

import java.util.List;

/** An order as the shop shows it, as far as it matters here. */
public record PlacedOrder(String id, String status, List<Line> lines, Price total) {
    public PlacedOrder {
        lines = List.copyOf(lines);
    }

    public PlacedOrder(String id, String status, List<Line> lines) {
        this(id, status, lines, null);
    }

    /** @param productVersion of which the unit price is */
    public record Line(
            String productId, long quantity, Price unitPrice, Price total, long productVersion, long shipped) {

        /** As a customer asks for it. */
        public Line(String productId, long quantity) {
            this(productId, quantity, null, null, 0, 0);
        }
    }
}
