package souk.local.check;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An order, as its own database has it.
 *
 * @param age seconds since it last changed
 * @param lines what was sold, in the order of the products and the same words as in {@link Taken}; null without any
 * @param shipped of each line
 */
record Sold(String id, String status, long version, long age, String currency, String lines, String shipped) {
    /** %1$s restricts the orders, %2$s their lines. */
    static final String SQL = """
            SELECT o.id::text, o.status, o.version, extract(epoch FROM now() - o.updated_at)::bigint, o.currency, l.lines,
                   l.shipped
              FROM orders o
              LEFT JOIN (SELECT order_id,
                                string_agg(concat_ws(' ', quantity, 'of', product_id, 'at', unit_price, 'version',
                                                     product_version, 'seller', seller_id, left(md5(name), 8)), ', '
                                           ORDER BY product_id) AS lines,
                                string_agg(shipped::text, ' ' ORDER BY product_id) AS shipped
                           FROM order_lines WHERE %2$s GROUP BY order_id) l ON l.order_id = o.id
             WHERE %1$s ORDER BY o.id""";

    static Sold of(ResultSet row) throws SQLException {
        return new Sold(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7));
    }

    boolean isTombstone() {
        return status.equals("never");
    }

    boolean gaveUp() {
        return status.equals("cancelled") || status.equals("expired");
    }
}
