package souk.local.check;

import java.util.List;

/** What holds inside the database of the products at every instant. */
final class ProductRules {
    private static final Rule RESERVED = Rule.of("reserved-is-not-the-sum", """
            SELECT NULL::uuid AS order_id, product_id,
                   format('product %s has %s reserved, its reservations hold %s', product_id, s.reserved,
                          coalesce(h.held, 0)) AS detail
              FROM stock s FULL JOIN (
                   SELECT l.product_id, sum(l.quantity - l.shipped - l.released) AS held
                     FROM reservation_lines l JOIN reservations r ON r.order_id = l.order_id
                    WHERE r.state IN ('held', 'firm') GROUP BY l.product_id) h USING (product_id)
             WHERE s.reserved IS DISTINCT FROM coalesce(h.held, 0)""");

    private static final Rule ON_HAND = Rule.of("on-hand-is-not-the-sum", """
            SELECT NULL::uuid AS order_id, product_id,
                   format('product %s has %s on hand, its movements come to %s', product_id, s.on_hand,
                          coalesce(m.moved, 0)) AS detail
              FROM stock s FULL JOIN (
                   SELECT product_id, sum(delta) AS moved FROM stock_movements GROUP BY product_id) m USING (product_id)
             WHERE s.on_hand IS DISTINCT FROM coalesce(m.moved, 0)""");

    private static final Rule OVERSOLD = Rule.of("oversold", """
            SELECT NULL::uuid AS order_id, product_id,
                   format('product %s has %s on hand and %s reserved', product_id, on_hand, reserved) AS detail
              FROM stock WHERE reserved < 0 OR on_hand < reserved""");

    private static final Rule LINES = Rule.of("lines-without-reservation", """
            SELECT DISTINCT l.order_id, NULL::uuid AS product_id,
                   format('order %s has lines of a reservation that does not exist', l.order_id) AS detail
              FROM reservation_lines l
             WHERE NOT EXISTS (SELECT FROM reservations r WHERE r.order_id = l.order_id)""");

    private static final Rule NO_LINES = Rule.of("reservation-without-lines", """
            SELECT r.order_id, NULL::uuid AS product_id,
                   format('the reservation of order %s (%s) has no lines', r.order_id, r.state) AS detail
              FROM reservations r
             WHERE NOT EXISTS (SELECT FROM reservation_lines l WHERE l.order_id = r.order_id)""");

    private static final Rule OPEN = Rule.of("ended-reservation-is-open", """
            SELECT r.order_id, l.product_id,
                   format('the reservation of order %s is %s and still has %s of product %s', r.order_id, r.state,
                          l.quantity - l.shipped - l.released, l.product_id) AS detail
              FROM reservations r JOIN reservation_lines l ON l.order_id = r.order_id
             WHERE r.state IN ('released', 'shipped') AND l.quantity <> l.shipped + l.released""");

    private static final Rule HELD = Rule.of("hold-past-its-time", """
            SELECT r.order_id, NULL::uuid AS product_id,
                   format('the reservation of order %s has been held for %s s', r.order_id,
                          extract(epoch FROM now() - r.created_at)::bigint) AS detail
              FROM reservations r
             WHERE r.state = 'held' AND r.created_at < now() - interval '{passing} seconds'""");

    private static final Rule PARCELS = new Rule("shipped-is-not-the-sum", "stock_movements.order_id", """
            SELECT order_id, product_id,
                   format('of product %s %s are shipped for order %s, its movements come to %s', product_id,
                          coalesce(l.shipped, 0), order_id, coalesce(m.moved, 0)) AS detail
              FROM (SELECT order_id, product_id, shipped FROM reservation_lines WHERE shipped <> 0) l
              FULL JOIN (SELECT order_id, product_id, -sum(delta) AS moved FROM stock_movements
                          WHERE order_id IS NOT NULL GROUP BY order_id, product_id) m USING (order_id, product_id)
             WHERE coalesce(l.shipped, 0) <> coalesce(m.moved, 0)""");

    private static final Rule TWO_ORDERS = Rule.of("two-orders-of-one-key", """
            SELECT min(r.order_id::text)::uuid AS order_id, NULL::uuid AS product_id,
                   format('key %s of account %s has the orders %s', r.request_key, r.caller,
                          string_agg(r.order_id::text, ', ' ORDER BY r.order_id)) AS detail
              FROM reservations r
             WHERE r.state IN ('firm', 'shipped') AND r.request_key IS NOT NULL
             GROUP BY r.caller, r.request_key
            HAVING count(*) > 1 AND max(r.created_at) - min(r.created_at) < interval '24 hours'""");

    private static final Rule WAITING = Rule.of("event-waiting", Outbox.WAITING);

    static final List<Rule> ALL = List.of(
            RESERVED, ON_HAND, OVERSOLD, PARCELS, LINES, NO_LINES, OPEN, HELD, TWO_ORDERS, WAITING, PriceRule.CHARGED);

    private ProductRules() {}
}
