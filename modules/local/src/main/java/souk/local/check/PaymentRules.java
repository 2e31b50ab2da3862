package souk.local.check;

import java.util.List;

/** What holds of the money of orders. A payment that was made elsewhere has a reference, and is paid back elsewhere. */
final class PaymentRules {
    private static final String PAYMENTS = "payments";
    private static final String REFUNDS = "refunds";

    private static final Rule CAPTURED = new Rule("paid-but-not-captured", PAYMENTS, """
            SELECT o.id AS order_id, NULL::uuid AS product_id,
                   format('order %s is %s and costs %s, captured are %s', o.id, o.status, o.total_minor,
                          coalesce(p.captured, 0)) AS detail
              FROM orders o
              LEFT JOIN (SELECT order_id, sum(amount_minor) AS captured FROM payments
                          WHERE state = 'captured' GROUP BY order_id) p ON p.order_id = o.id
             WHERE o.status IN ('paid', 'shipped', 'delivered', 'completed', 'refunded')
               AND o.total_minor <> coalesce(p.captured, 0)""");

    private static final Rule KEPT = new Rule("money-kept", PAYMENTS, """
            SELECT o.id AS order_id, NULL::uuid AS product_id,
                   format('order %s is %s, captured are %s and on their way back or back %s', o.id, o.status,
                          p.captured, coalesce(r.refunded, 0)) AS detail
              FROM orders o
              JOIN (SELECT order_id, sum(amount_minor) AS captured FROM payments
                     WHERE state = 'captured' AND reference IS NULL GROUP BY order_id) p ON p.order_id = o.id
              LEFT JOIN (SELECT order_id, sum(amount_minor) AS refunded FROM refunds
                          WHERE state <> 'declined' GROUP BY order_id) r ON r.order_id = o.id
             WHERE o.status IN ('cancelled', 'expired', 'refunded') AND p.captured > coalesce(r.refunded, 0)
               AND o.updated_at < now() - interval '{passing} seconds'""");

    private static final Rule TOO_MUCH = new Rule("refunded-too-much", REFUNDS, """
            SELECT r.order_id, NULL::uuid AS product_id,
                   format('of order %s %s were refunded or are about to, captured are %s', r.order_id, r.refunded,
                          coalesce(p.captured, 0)) AS detail
              FROM (SELECT order_id, sum(amount_minor) AS refunded FROM refunds
                     WHERE state <> 'declined' GROUP BY order_id) r
              LEFT JOIN (SELECT order_id, sum(amount_minor) AS captured FROM payments
                          WHERE state = 'captured' GROUP BY order_id) p USING (order_id)
             WHERE r.refunded > coalesce(p.captured, 0)""");

    private static final Rule DISAGREE = new Rule("refunds-disagree", "orders.refunded_minor", """
            SELECT o.id AS order_id, NULL::uuid AS product_id,
                   format('order %s says %s are refunded and %s on their way, its refunds come to %s and %s', o.id,
                          o.refunded_minor, o.refunding_minor, coalesce(r.done, 0), coalesce(r.begun, 0)) AS detail
              FROM orders o
              LEFT JOIN (SELECT order_id, sum(amount_minor) FILTER (WHERE state = 'done') AS done,
                                sum(amount_minor) FILTER (WHERE state = 'begun') AS begun
                           FROM refunds GROUP BY order_id) r ON r.order_id = o.id
             WHERE (coalesce(o.refunded_minor, 0), coalesce(o.refunding_minor, 0))
                   <> (coalesce(r.done, 0), coalesce(r.begun, 0))""");

    private static final Rule STUCK = new Rule("payment-stuck", PAYMENTS, """
            SELECT p.order_id, NULL::uuid AS product_id,
                   format('payment %s of order %s is %s since %s, after %s tries', p.id, p.order_id, p.state, p.begun_at,
                          p.attempts) AS detail
              FROM payments p JOIN orders o ON o.id = p.order_id
             WHERE p.state IN ('begun', 'voiding')
               AND greatest(p.begun_at, o.updated_at) < now() - interval '{passing} seconds'
             UNION ALL
            SELECT r.order_id, NULL::uuid, format('refund %s of order %s is under way since %s, after %s tries', r.id,
                   r.order_id, r.begun_at, r.attempts)
              FROM refunds r
             WHERE r.state = 'begun' AND r.begun_at < now() - interval '{passing} seconds'""");

    static final List<Rule> ALL = List.of(CAPTURED, KEPT, TOO_MUCH, DISAGREE, STUCK);

    private PaymentRules() {}
}
