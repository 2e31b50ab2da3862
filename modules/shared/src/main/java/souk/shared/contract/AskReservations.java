package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/**
 * Either the reservations of these orders, or a page of those that were not released.
 *
 * @param orderIds null for a page
 * @param from the least order id of a page
 * @param before the order id that a page ends before, the newest come first; null for the beginning
 * @param limit of a page
 */
public record AskReservations(List<UUID> orderIds, UUID from, UUID before, int limit) {

    public AskReservations {
        orderIds = orderIds == null ? null : List.copyOf(orderIds);
    }

    public static AskReservations of(List<UUID> orderIds) {
        return new AskReservations(orderIds, null, null, orderIds.size());
    }

    public static AskReservations page(UUID from, UUID before, int limit) {
        return new AskReservations(null, from, before, limit);
    }
}
