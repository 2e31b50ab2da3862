package souk.orders.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import souk.shared.contract.ReservationsTold.Told;

/**
 * Whether orders and reservations say the same. What is judged was read before what it is held against: an order has
 * its reservation from its first instant, and a firm reservation its order.
 */
final class Comparing {

    /** As long as something may be in a state that it passes through. */
    private static final long PASSING_SECONDS = 30;

    private Comparing() {}

    static List<ConsistencyFinding> orders(List<Sold> orders, List<Told> reservations) {
        var byOrder = reservations.stream().collect(Collectors.toMap(Told::orderId, Function.identity()));
        return orders.stream().flatMap(order -> order(order, byOrder).stream()).toList();
    }

    static List<ConsistencyFinding> reservations(List<Told> reservations, Set<UUID> existingOrders) {
        return reservations.stream()
                .filter(told -> !existingOrders.contains(told.orderId()))
                .filter(told -> !told.state().equals("released") && !isYoungHold(told))
                .map(told -> ConsistencyFinding.ofOrder(
                        told.state().equals("held") ? "hold-past-its-time" : "reservation-without-order",
                        told.orderId(),
                        "There is no such order, and its reservation is %s since %d s."
                                .formatted(told.state(), told.ageSeconds())))
                .toList();
    }

    private static List<ConsistencyFinding> order(Sold order, Map<UUID, Told> reservations) {
        var findings = new ArrayList<ConsistencyFinding>();
        if (!order.isTheSumOfItsLines()) {
            findings.add(ConsistencyFinding.ofOrder(
                    "total-is-not-the-sum", order.id(), "Its total is not the sum of its lines."));
        }
        var reservation = reservations.get(order.id());
        if (reservation == null) {
            findings.add(ConsistencyFinding.ofOrder(
                    "order-without-reservation",
                    order.id(),
                    "It is " + order.status() + ", and nothing was reserved for it."));
            return findings;
        }
        if (!order.lines().equals(reservation.lines())) {
            findings.add(ConsistencyFinding.ofOrder(
                    "lines-disagree", order.id(), "Its reservation has other lines, prices or versions of products."));
        }
        var broken = order.gaveUp() ? ended(order, reservation) : standing(order, reservation);
        if (broken != null) {
            findings.add(ConsistencyFinding.ofOrder(
                    broken,
                    order.id(),
                    "It is %s for %d s, and its reservation is %s."
                            .formatted(order.status(), order.ageSeconds(), reservation.state())));
        }
        return findings;
    }

    /** Null if nothing speaks against it. */
    private static String ended(Sold order, Told reservation) {
        return reservation.open() > 0 && order.ageSeconds() > PASSING_SECONDS ? "stock-not-given-back" : null;
    }

    /** Null if nothing speaks against it. */
    private static String standing(Sold order, Told reservation) {
        if (reservation.state().equals("released")) {
            return "order-without-stock";
        }
        var stuck = reservation.state().equals("held") && !isYoungHold(reservation);
        return stuck ? "reservation-not-firm" : null;
    }

    private static boolean isYoungHold(Told told) {
        return told.state().equals("held") && told.ageSeconds() <= PASSING_SECONDS;
    }
}
