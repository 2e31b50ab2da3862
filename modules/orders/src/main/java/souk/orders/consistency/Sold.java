package souk.orders.consistency;

import java.util.List;
import java.util.UUID;
import souk.shared.contract.ReservationsTold.ToldLine;

/**
 * An order as it is compared with its reservation.
 *
 * @param ageSeconds since it last changed
 * @param totalMinor in its currency's smallest unit
 * @param lines in the order of their products
 */
record Sold(UUID id, String status, long version, long ageSeconds, long totalMinor, List<ToldLine> lines) {

    Sold {
        lines = List.copyOf(lines);
    }

    boolean gaveUp() {
        return status.equals("cancelled") || status.equals("expired") || status.equals("refunded");
    }

    boolean isTheSumOfItsLines() {
        return !lines.isEmpty()
                && totalMinor
                        == lines.stream()
                                .mapToLong(line -> line.quantity() * line.unitPrice())
                                .sum();
    }
}
