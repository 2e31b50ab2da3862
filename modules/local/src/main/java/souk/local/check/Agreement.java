package souk.local.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether an order and its reservation say the same. Each of the two databases may be a moment behind the other. */
final class Agreement {
    /** Reservations older than that may be of a time when nobody noted which events were taken. */
    private static final long NOTED = Duration.ofDays(1).toSeconds();

    private final long passing;

    Agreement(Patience patience) {
        this.passing = patience.passing().toSeconds();
    }

    /** @param reservation read after the order; null if there is none */
    List<Finding> ofOrder(Sold order, Taken reservation) {
        if (order.isTombstone()) {
            return reservation == null ? List.of() : ofTombstone(order, reservation);
        }
        if (reservation == null) {
            return List.of(Finding.ofOrder(
                    "order-without-reservation",
                    order.id(),
                    "is " + order.status() + " and nothing was reserved for it"));
        }
        var findings = new ArrayList<Finding>();
        findings.addAll(ofState(order, reservation));
        findings.addAll(ofLines(order, reservation));
        if (reservation.version() < order.version() && order.age() > passing && order.age() < NOTED) {
            findings.add(Finding.ofOrder(
                    "event-not-taken",
                    order.id(),
                    "is at version %d (%s) for %d s, products know of version %d"
                            .formatted(order.version(), order.status(), order.age(), reservation.version())));
        }
        return findings;
    }

    /** @param order read after the reservation; null if there is none */
    List<Finding> ofReservation(Taken reservation, Sold order) {
        if (order != null || reservation.is("released") || reservation.is("held") && reservation.age() <= passing) {
            return List.of();
        }
        return reservation.is("held")
                ? List.of(Finding.ofOrder(
                        "hold-past-its-time",
                        reservation.id(),
                        "does not exist, and its stock has been held for " + reservation.age() + " s"))
                : List.of(Finding.ofOrder(
                        "reservation-without-order",
                        reservation.id(),
                        "does not exist, and its reservation is " + reservation.state()));
    }

    private List<Finding> ofTombstone(Sold order, Taken reservation) {
        if (reservation.is("released") || reservation.is("held") && order.age() <= passing) {
            return List.of();
        }
        return List.of(Finding.ofOrder(
                "stock-for-an-order-that-never-was",
                order.id(),
                "was declared never to be, and its reservation is " + reservation.state()));
    }

    private List<Finding> ofState(Sold order, Taken reservation) {
        var text =
                "is %s for %d s, and its reservation is %s".formatted(order.status(), order.age(), reservation.state());
        if (order.gaveUp() || order.status().equals("refunded")) {
            if (order.gaveUp() && reservation.is("shipped")) {
                return List.of(Finding.ofOrder("shipped-after-all", order.id(), text));
            }
            return reservation.open() > 0 && order.age() > passing
                    ? List.of(Finding.ofOrder("stock-not-given-back", order.id(), text))
                    : List.of();
        }
        if (reservation.is("released")) {
            return List.of(Finding.ofOrder("order-without-stock", order.id(), text));
        }
        return reservation.is("held") && reservation.age() > passing
                ? List.of(Finding.ofOrder("reservation-not-firm", order.id(), text))
                : List.of();
    }

    private List<Finding> ofLines(Sold order, Taken reservation) {
        if (!Objects.equals(order.lines(), reservation.lines())
                || !Objects.equals(order.currency(), reservation.currency())) {
            return List.of(Finding.ofOrder(
                    "lines-disagree",
                    order.id(),
                    "has %s (%s), its reservation %s (%s)"
                            .formatted(order.lines(), order.currency(), reservation.lines(), reservation.currency())));
        }
        return order.age() > passing && !Objects.equals(order.shipped(), reservation.shipped())
                ? List.of(Finding.ofOrder(
                        "shipments-disagree",
                        order.id(),
                        "says %s of its lines is shipped, its reservation %s"
                                .formatted(order.shipped(), reservation.shipped())))
                : List.of();
    }
}
