package souk.local.check;

/** Whether what was charged is what the product cost in the version that was charged. */
final class PriceRule {
    /**
     * The price of a version is the last one that was set up to it; before the first one that is kept it is what that
     * one replaced; of a product whose price is not known to have changed it is the present one.
     */
    static final Rule CHARGED = Rule.of("charged-another-price", """
            SELECT c.order_id, c.product_id,
                   format('%s order(s), %s one of them, were charged %s %s for version %s of product %s, which cost %s %s and'
                          ' is at version %s', c.orders, c.order_id, c.unit_price, c.currency, c.product_version,
                          c.product_id, coalesce(b.minor, a.minor, p.price_minor),
                          coalesce(b.currency, a.currency, p.currency), p.version) AS detail
              FROM (SELECT product_id, product_version, unit_price, currency, count(*) AS orders,
                           min(order_id::text)::uuid AS order_id
                      FROM reservation_lines GROUP BY product_id, product_version, unit_price, currency) c
              LEFT JOIN products p ON p.id = c.product_id
              LEFT JOIN LATERAL (
                   SELECT (h.changes #>> '{price,to,minorUnits}')::bigint AS minor,
                          h.changes #>> '{price,to,currency}' AS currency
                     FROM product_history h
                    WHERE h.product_id = c.product_id AND h.changes ? 'price' AND h.version <= c.product_version
                    ORDER BY h.version DESC LIMIT 1) b ON true
              LEFT JOIN LATERAL (
                   SELECT (h.changes #>> '{price,from,minorUnits}')::bigint AS minor,
                          h.changes #>> '{price,from,currency}' AS currency
                     FROM product_history h
                    WHERE h.product_id = c.product_id AND h.changes ? 'price' AND h.version > c.product_version
                    ORDER BY h.version LIMIT 1) a ON true
             WHERE c.product_version NOT BETWEEN 1 AND coalesce(p.version, 0)
                OR (c.unit_price, c.currency) IS DISTINCT FROM
                   (coalesce(b.minor, a.minor, p.price_minor), coalesce(b.currency, a.currency, p.currency))""");

    private PriceRule() {}
}
