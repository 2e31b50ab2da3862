package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/** Goods that have left for the customer of an order. */
public record OrderShipped(UUID shipmentId, UUID actor, List<ShippedLine> lines) {

    public OrderShipped {
        lines = List.copyOf(lines);
    }

    /** @param quantity pieces of this shipment */
    public record ShippedLine(UUID productId, long quantity) {}
}
