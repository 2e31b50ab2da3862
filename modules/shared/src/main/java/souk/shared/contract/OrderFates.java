package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/** The present state of each order that was asked about. */
public record OrderFates(List<OrderFate> fates) {

    public OrderFates {
        fates = List.copyOf(fates);
    }

    public record OrderFate(UUID orderId, Fate fate) {}

    /** Whether an order still has a claim to its stock. */
    public enum Fate {
        /** The order stands: its reservation becomes firm. */
        PLACED,
        /** The order was placed and has ended without a sale: its stock goes back. */
        ENDED,
        /** The order was never placed and, from now on, cannot be. */
        NEVER
    }
}
