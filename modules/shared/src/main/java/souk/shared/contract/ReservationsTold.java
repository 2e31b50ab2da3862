package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/** Reservations as they are, newest first. */
public record ReservationsTold(List<Told> reservations) {

    public ReservationsTold {
        reservations = List.copyOf(reservations);
    }

    /**
     * @param state held, firm, released or shipped
     * @param ageSeconds since it was made
     * @param orderVersion of the last event of the order that was taken
     * @param open pieces that it still holds
     * @param lines in the order of their products; empty in a page
     */
    public record Told(
            UUID orderId, String state, long ageSeconds, long orderVersion, long open, List<ToldLine> lines) {

        public Told {
            lines = List.copyOf(lines);
        }
    }

    /** @param unitPrice in the currency's smallest unit */
    public record ToldLine(UUID productId, long quantity, long unitPrice, String currency, long productVersion) {}
}
