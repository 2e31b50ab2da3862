package souk.local.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Everything that the tables of the services hold about orders whose life is over, or nearly so. */
record PastOrderRows(List<PastOrder> orders) {
    private static final int PAYMENT = 1;
    private static final int SHIPMENT = 2;
    private static final int DEPARTURES = 20;

    void writeToOrders(Connection connection) throws SQLException {
        CopyTable.fill(
                connection,
                "orders",
                "id, customer_id, status, total_minor, currency, version, created_at, updated_at, payment, paid_minor,"
                        + " refunding_minor, refunded_minor",
                this::orders);
        CopyTable.fill(
                connection,
                "order_lines",
                "order_id, line_no, product_id, seller_id, name, quantity, unit_price, product_version, shipped",
                this::lines);
        CopyTable.fill(
                connection, "order_history", "order_id, version, from_status, to_status, actor, at", this::history);
        CopyTable.fill(
                connection,
                "payments",
                "id, order_id, state, provider, reference, amount_minor, currency, actor, begun_at, ended_at",
                this::payments);
        CopyTable.fill(connection, "shipments", "id, order_id, actor, at", this::shipments);
        CopyTable.fill(connection, "shipment_lines", "shipment_id, product_id, quantity", this::shipmentLines);
    }

    /** But for the stock that they take. */
    void writeToProducts(Connection connection) throws SQLException {
        CopyTable.fill(
                connection,
                "reservations",
                "order_id, caller, state, expires_at, created_at, order_version",
                this::reservations);
        CopyTable.fill(
                connection,
                "reservation_lines",
                "order_id, product_id, quantity, shipped, released, unit_price, currency, product_version, name,"
                        + " seller_id",
                this::reservationLines);
        CopyTable.fill(
                connection, "stock_movements", "id, product_id, delta, reason, actor, at, order_id", this::movements);
    }

    private void orders(CopyTable table) throws SQLException {
        for (var order : orders) {
            table.row(
                    order.id(),
                    order.customer(),
                    order.status(),
                    order.total(),
                    order.currency(),
                    order.life().size(),
                    order.at(),
                    order.at(),
                    order.isPaid() ? "paid" : null,
                    order.isPaid() ? order.total() : null,
                    order.isPaid() ? 0 : null,
                    order.isPaid() ? 0 : null);
        }
    }

    private void lines(CopyTable table) throws SQLException {
        for (var order : orders) {
            var number = 1;
            for (var line : order.lines()) {
                var good = line.good();
                table.row(
                        order.id(),
                        number++,
                        good.id(),
                        good.seller(),
                        good.name(),
                        line.quantity(),
                        good.priceMinor(),
                        good.version(),
                        order.isShipped() ? line.quantity() : 0);
            }
        }
    }

    private void history(CopyTable table) throws SQLException {
        for (var order : orders) {
            String before = null;
            var version = 1;
            for (var state : order.life()) {
                var actor = state.equals("expired") ? null : order.customer();
                table.row(order.id(), version++, before, state, actor, order.at());
                before = state;
            }
        }
    }

    /** With a reference of somebody else: our provider knows nothing of them. */
    private void payments(CopyTable table) throws SQLException {
        for (var order : orders) {
            if (order.isPaid()) {
                table.row(
                        MadeIds.ofOrder(order.number(), PAYMENT),
                        order.id(),
                        "captured",
                        "elsewhere",
                        "made-" + order.number(),
                        order.total(),
                        order.currency(),
                        order.customer(),
                        order.at(),
                        order.at());
            }
        }
    }

    private void shipments(CopyTable table) throws SQLException {
        for (var order : orders) {
            if (order.isShipped()) {
                table.row(MadeIds.ofOrder(order.number(), SHIPMENT), order.id(), order.customer(), order.at());
            }
        }
    }

    private void shipmentLines(CopyTable table) throws SQLException {
        for (var order : orders) {
            for (var line : order.isShipped() ? order.lines() : List.<PastOrder.Line>of()) {
                table.row(MadeIds.ofOrder(order.number(), SHIPMENT), line.good().id(), line.quantity());
            }
        }
    }

    private void reservations(CopyTable table) throws SQLException {
        for (var order : orders) {
            table.row(
                    order.id(),
                    order.customer(),
                    order.reservation(),
                    order.at(),
                    order.at(),
                    order.life().size());
        }
    }

    private void reservationLines(CopyTable table) throws SQLException {
        for (var order : orders) {
            for (var line : order.lines()) {
                var good = line.good();
                table.row(
                        order.id(),
                        good.id(),
                        line.quantity(),
                        order.isShipped() ? line.quantity() : 0,
                        order.isPaid() ? 0 : line.quantity(),
                        good.priceMinor(),
                        good.currency(),
                        good.version(),
                        good.name(),
                        good.seller());
            }
        }
    }

    /** What was shipped had come in for it, so that as much is on hand as before and no product has another version. */
    private void movements(CopyTable table) throws SQLException {
        for (var order : orders) {
            var part = 0;
            for (var line : order.isShipped() ? order.lines() : List.<PastOrder.Line>of()) {
                var good = line.good();
                var arrival = MadeIds.arrival(order.number(), part);
                var departure = MadeIds.ofOrder(order.number(), DEPARTURES + part++);
                table.row(arrival, good.id(), line.quantity(), "came in for it", good.seller(), order.at(), null);
                table.row(departure, good.id(), -line.quantity(), "shipped", good.seller(), order.at(), order.id());
            }
        }
    }
}
