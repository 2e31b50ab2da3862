package souk.local.check;

import java.util.List;

/** What holds of the history of each order: versions from 1 on without a gap, each state from the one before it. */
final class HistoryRules {
    private static final String STEPS = """
            WITH step AS (
              SELECT order_id, version, from_status, to_status,
                     coalesce(lag(version) OVER life, 0) AS version_before, lag(to_status) OVER life AS status_before,
                     lead(version) OVER life IS NULL AS latest
                FROM order_history WINDOW life AS (PARTITION BY order_id ORDER BY version))
            """;

    private static final Rule GAP = Rule.of("history-has-a-gap", STEPS + """
            SELECT order_id, NULL::uuid AS product_id,
                   format('order %s goes from version %s (%s) to version %s (%s, from %s)', order_id, version_before,
                          coalesce(status_before, 'nothing'), version, to_status, coalesce(from_status, 'nothing'))
                     AS detail
              FROM step
             WHERE version <> version_before + 1 OR from_status IS DISTINCT FROM status_before""");

    private static final Rule END = Rule.of("history-ends-elsewhere", STEPS + """
            SELECT coalesce(o.id, s.order_id) AS order_id, NULL::uuid AS product_id,
                   format('order %s is %s at version %s, its history ends with %s at version %s',
                          coalesce(o.id, s.order_id), coalesce(o.status, 'not there'), o.version,
                          coalesce(s.to_status, 'nothing'), s.version) AS detail
              FROM (SELECT * FROM orders WHERE status <> 'never') o
              FULL JOIN (SELECT * FROM step WHERE latest) s ON s.order_id = o.id
             WHERE (o.status, o.version) IS DISTINCT FROM (s.to_status, s.version)""");

    /** What ships a part of an order, or moves its money, may leave the state as it is; nothing does after a refund. */
    private static final Rule MOVE = Rule.of("illegal-move", """
            SELECT h.order_id, NULL::uuid AS product_id,
                   format('order %s went from %s to %s at version %s', h.order_id, coalesce(h.from_status, 'nothing'),
                          h.to_status, h.version) AS detail
              FROM order_history h
             WHERE (coalesce(h.from_status, ''), h.to_status) NOT IN (
                   ('', 'confirmed'), ('confirmed', 'confirmed'), ('confirmed', 'paid'), ('confirmed', 'cancelled'),
                   ('confirmed', 'expired'), ('cancelled', 'cancelled'), ('expired', 'expired'),
                   ('paid', 'paid'), ('paid', 'shipped'), ('paid', 'cancelled'), ('paid', 'refunded'),
                   ('shipped', 'shipped'), ('shipped', 'delivered'), ('shipped', 'refunded'),
                   ('delivered', 'delivered'), ('delivered', 'completed'), ('delivered', 'refunded'),
                   ('completed', 'completed'), ('completed', 'refunded'))""");

    static final List<Rule> ALL = List.of(GAP, END, MOVE);

    private HistoryRules() {}
}
