package souk.local.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Holds the orders against the reservations, both read in the order of their ids. What is judged was read first and
 * what it is held against after it: an order has its reservation from its first instant, and a firm reservation its
 * order, so what came into being meanwhile is nobody's fault.
 */
final class Crossing {
    private static final String NO_LINES = "false";

    private final Source orders;
    private final Source products;
    private final Agreement agreement;

    Crossing(Source orders, Source products, Patience patience) {
        this.orders = orders;
        this.products = products;
        this.agreement = new Agreement(patience);
    }

    void all(Consumer<Finding> found) throws SQLException {
        look(column -> "true", found);
    }

    /** Looks at these orders once more, whatever they are in either database. */
    void some(Collection<String> orderIds, Consumer<Finding> found) throws SQLException {
        var ids = orderIds.stream().collect(Collectors.joining("','", "('", "')"));
        look(column -> column + " IN " + ids, found);
    }

    private void look(UnaryOperator<String> which, Consumer<Finding> found) throws SQLException {
        var lines = which.apply("order_id");
        try (var first = instant(orders)) {
            try (var sold = sold(first, which, lines);
                    var second = instant(products);
                    var taken = taken(second, which, lines)) {
                merge(sold, taken, (order, reservation) -> {
                    if (order != null) {
                        agreement.ofOrder(order, reservation).forEach(found);
                    }
                });
            }
        }
        try (var first = instant(products)) {
            try (var taken = taken(first, which, NO_LINES);
                    var second = instant(orders);
                    var sold = sold(second, which, NO_LINES)) {
                merge(sold, taken, (order, reservation) -> {
                    if (reservation != null) {
                        agreement.ofReservation(reservation, order).forEach(found);
                    }
                });
            }
        }
    }

    private interface Pair {
        /** One of them may be null. */
        void meet(Sold order, Taken reservation);
    }

    private static void merge(Sorted<Sold> orders, Sorted<Taken> reservations, Pair pair) throws SQLException {
        var order = orders.next();
        var reservation = reservations.next();
        while (order != null || reservation != null) {
            var before =
                    order == null ? 1 : reservation == null ? -1 : order.id().compareTo(reservation.id());
            pair.meet(before <= 0 ? order : null, before >= 0 ? reservation : null);
            order = before <= 0 ? orders.next() : order;
            reservation = before >= 0 ? reservations.next() : reservation;
        }
    }

    private static Sorted<Sold> sold(Connection connection, UnaryOperator<String> which, String lines)
            throws SQLException {
        return new Sorted<>(connection, Sold.SQL.formatted(which.apply("o.id"), lines), Sold::of);
    }

    private static Sorted<Taken> taken(Connection connection, UnaryOperator<String> which, String lines)
            throws SQLException {
        return new Sorted<>(connection, Taken.SQL.formatted(which.apply("r.order_id"), lines), Taken::of);
    }

    private static Connection instant(Source source) throws SQLException {
        var connection = source.open();
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }
}
