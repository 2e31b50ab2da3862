package souk.orders.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.contract.OrderShipped.ShippedLine;

/**
 * Goods that left together.
 *
 * @param carrier null if nobody said
 * @param trackingNumber null likewise
 */
public record Shipment(UUID id, List<ShippedLine> lines, String carrier, String trackingNumber, Instant at) {

    public Shipment {
        lines = List.copyOf(lines);
    }
}
