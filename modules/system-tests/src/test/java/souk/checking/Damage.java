package souk.checking;

import java.util.List;

/**
 * Harm done to a row by hand.
 *
 * @param statement with {@code {order}} for the order it is done to, and {@code {product}} for the one it has
 */
record Damage(String kind, boolean inOrders, String statement) {
    private static final String LONG_AGO =
            "UPDATE orders SET updated_at = now() - interval '1 minute' WHERE id = '{order}'; ";
    private static final String REFUND = "INSERT INTO refunds (id, order_id, payment_id, state, amount_minor, currency)"
            + " SELECT gen_random_uuid(), order_id, id, 'done', 5, 'EUR' FROM payments WHERE order_id = '{order}'";

    private static String payment(String state) {
        return "INSERT INTO payments (id, order_id, state, provider, amount_minor, currency, actor, begun_at)"
                + " VALUES (gen_random_uuid(), '{order}', '" + state + "', 'simulated', 5, 'EUR', gen_random_uuid(),"
                + " now() - interval '1 minute')";
    }

    private static Damage orders(String kind, String statement) {
        return new Damage(kind, true, statement);
    }

    private static Damage products(String kind, String statement) {
        return new Damage(kind, false, statement);
    }

    static final List<Damage> ALL = List.of(
            orders("lines-without-order", "DELETE FROM orders WHERE id = '{order}'"),
            orders("key-without-order", "DELETE FROM orders WHERE id = '{order}'"),
            orders("reservation-without-order", "DELETE FROM orders WHERE id = '{order}'"),
            orders("order-without-lines", "DELETE FROM order_lines WHERE order_id = '{order}'"),
            orders("total-is-not-the-sum", "UPDATE orders SET total_minor = total_minor + 1 WHERE id = '{order}'"),
            orders("key-of-a-stranger", "UPDATE request_keys SET caller = 'Eve' WHERE order_id = '{order}'"),
            orders(
                    "order-of-two-keys",
                    "INSERT INTO request_keys (caller, route, key, request_hash, order_id)"
                            + " SELECT caller, route, key || '-2', request_hash, order_id FROM request_keys"
                            + " WHERE order_id = '{order}'"),
            orders("history-has-a-gap", "UPDATE order_history SET version = 3 WHERE order_id = '{order}'"),
            orders("history-ends-elsewhere", "UPDATE orders SET version = 2 WHERE id = '{order}'"),
            orders("illegal-move", "UPDATE order_history SET to_status = 'delivered' WHERE order_id = '{order}'"),
            orders(
                    "event-waiting",
                    "INSERT INTO outbox (id, shard, aggregate_id, aggregate_version, type, payload, created_at, retry_at)"
                            + " VALUES (gen_random_uuid(), 99, '{order}', 2, 'order.lost', '{}',"
                            + " now() - interval '1 minute', 'infinity')"),
            orders(
                    "stock-not-given-back",
                    "UPDATE orders SET status = 'cancelled', updated_at = now() - interval '1 minute'"
                            + " WHERE id = '{order}'"),
            orders(
                    "event-not-taken",
                    "UPDATE orders SET version = 2, updated_at = now() - interval '1 minute'"
                            + " WHERE id = '{order}'"),
            orders(
                    "stock-for-an-order-that-never-was",
                    "UPDATE orders SET status = 'never', customer_id = NULL, total_minor = NULL WHERE id = '{order}'"),
            orders("lines-disagree", "UPDATE order_lines SET quantity = quantity + 1 WHERE order_id = '{order}'"),
            orders("shipped-does-not-fit", "UPDATE order_lines SET shipped = 1 WHERE order_id = '{order}'"),
            orders(
                    "shipments-disagree",
                    "UPDATE order_lines SET shipped = 1 WHERE order_id = '{order}';"
                            + " UPDATE orders SET updated_at = now() - interval '1 minute' WHERE id = '{order}'"),
            orders("paid-but-not-captured", "UPDATE orders SET status = 'paid' WHERE id = '{order}'"),
            orders(
                    "money-kept",
                    "UPDATE orders SET status = 'cancelled', updated_at = now() - interval '1 minute'"
                            + " WHERE id = '{order}'; " + payment("captured")),
            orders("payment-stuck", LONG_AGO + payment("begun")),
            orders("refunded-too-much", payment("voided") + "; " + REFUND),
            orders("refunds-disagree", payment("captured") + "; " + REFUND),
            products("shipped-is-not-the-sum", "UPDATE reservation_lines SET shipped = 1 WHERE order_id = '{order}'"),
            products("order-without-reservation", "DELETE FROM reservations WHERE order_id = '{order}'"),
            products("lines-without-reservation", "DELETE FROM reservations WHERE order_id = '{order}'"),
            products("reservation-without-lines", "DELETE FROM reservation_lines WHERE order_id = '{order}'"),
            products("order-without-stock", "UPDATE reservations SET state = 'released' WHERE order_id = '{order}'"),
            products(
                    "ended-reservation-is-open",
                    "UPDATE reservations SET state = 'released' WHERE order_id = '{order}'"),
            products(
                    "hold-past-its-time",
                    "UPDATE reservations SET state = 'held', created_at = now() - interval '1 minute',"
                            + " expires_at = 'infinity' WHERE order_id = '{order}'"),
            products(
                    "reservation-not-firm",
                    "UPDATE reservations SET state = 'held', created_at = now() - interval '1 minute',"
                            + " expires_at = 'infinity' WHERE order_id = '{order}'"),
            products(
                    "charged-another-price",
                    "UPDATE reservation_lines SET unit_price = unit_price - 1 WHERE order_id = '{order}'"),
            products(
                    "two-orders-of-one-key",
                    "INSERT INTO reservations (order_id, caller, request_key, request_hash, state, expires_at)"
                            + " SELECT 'ffffffff-ffff-7fff-bfff-ffffffffffff', caller, request_key, request_hash, 'firm',"
                            + " now() FROM reservations WHERE order_id = '{order}'"),
            products(
                    "reserved-is-not-the-sum",
                    "UPDATE stock SET reserved = reserved + 1 WHERE product_id = '{product}'"),
            products("on-hand-is-not-the-sum", "UPDATE stock SET on_hand = on_hand + 1 WHERE product_id = '{product}'"),
            products(
                    "oversold",
                    "ALTER TABLE stock DROP CONSTRAINT stock_covers_reserved;"
                            + " UPDATE stock SET reserved = on_hand + 1 WHERE product_id = '{product}'"));

    String to(String order, String product) {
        return statement.replace("{order}", order).replace("{product}", product);
    }

    @Override
    public String toString() {
        return kind;
    }
}
