package souk.local.check;

import java.util.List;

/** What holds inside the database of the orders at every instant. */
final class OrderRules {
    private static final Rule LINES = Rule.of("lines-without-order", """
            SELECT DISTINCT l.order_id, NULL::uuid AS product_id,
                   format('order %s has lines and does not exist', l.order_id) AS detail
              FROM order_lines l
             WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = l.order_id AND o.status <> 'never')""");

    private static final Rule NO_LINES = Rule.of("order-without-lines", """
            SELECT o.id AS order_id, NULL::uuid AS product_id, format('order %s has no lines', o.id) AS detail
              FROM orders o
             WHERE o.status <> 'never' AND NOT EXISTS (SELECT FROM order_lines l WHERE l.order_id = o.id)""");

    private static final Rule TOTAL = Rule.of("total-is-not-the-sum", """
            SELECT o.id AS order_id, NULL::uuid AS product_id,
                   format('order %s has a total of %s, its lines come to %s (minor units of %s)',
                          o.id, o.total_minor, l.total, o.currency) AS detail
              FROM orders o
              JOIN (SELECT order_id, sum(quantity * unit_price) AS total FROM order_lines GROUP BY order_id) l
                ON l.order_id = o.id
             WHERE o.status <> 'never' AND o.total_minor IS DISTINCT FROM l.total""");

    private static final Rule LOST_KEY = Rule.of("key-without-order", """
            SELECT k.order_id, NULL::uuid AS product_id,
                   format('key %s of account %s was answered with order %s, which does not exist',
                          k.key, k.caller, k.order_id) AS detail
              FROM request_keys k LEFT JOIN orders o ON o.id = k.order_id AND o.status <> 'never'
             WHERE k.order_id IS NOT NULL AND o.id IS NULL""");

    private static final Rule STRANGER = Rule.of("key-of-a-stranger", """
            SELECT k.order_id, NULL::uuid AS product_id,
                   format('key %s of account %s has order %s, which belongs to account %s',
                          k.key, k.caller, k.order_id, o.customer_id) AS detail
              FROM request_keys k JOIN orders o ON o.id = k.order_id
             WHERE k.caller <> o.customer_id::text""");

    private static final Rule TWO_KEYS = Rule.of("order-of-two-keys", """
            SELECT k.order_id, NULL::uuid AS product_id,
                   format('order %s answers to the keys %s', k.order_id, string_agg(k.key, ', ')) AS detail
              FROM request_keys k WHERE k.order_id IS NOT NULL GROUP BY k.order_id HAVING count(*) > 1""");

    private static final Rule WAITING = Rule.of("event-waiting", Outbox.WAITING);

    private static final Rule SHIPPED = new Rule("shipped-does-not-fit", "order_lines.shipped", """
            SELECT l.order_id, l.product_id,
                   format('order %s is %s, and of product %s %s of %s are shipped',
                          l.order_id, o.status, l.product_id, l.shipped, l.quantity) AS detail
              FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE l.shipped NOT BETWEEN 0 AND l.quantity
                OR o.status IN ('confirmed', 'cancelled', 'expired') AND l.shipped > 0
                OR o.status IN ('shipped', 'delivered', 'completed') AND l.shipped < l.quantity""");

    static final List<Rule> ALL = List.of(LINES, NO_LINES, TOTAL, LOST_KEY, STRANGER, TWO_KEYS, WAITING, SHIPPED);

    private OrderRules() {}
}
