package souk.local.check;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The reservation of an order, as the products have it.
 *
 * @param age seconds since it was made
 * @param version of the order of which the last event was taken
 * @param open pieces that it still holds
 */
record Taken(
        String id, String state, long age, long version, String currency, String lines, String shipped, long open) {
    /** %1$s restricts the reservations, %2$s their lines. */
    static final String SQL = """
            SELECT r.order_id::text, r.state, extract(epoch FROM now() - r.created_at)::bigint, r.order_version, l.currency,
                   l.lines, l.shipped, CASE WHEN r.state IN ('held', 'firm') THEN l.open ELSE 0 END
              FROM reservations r
              LEFT JOIN (SELECT order_id, string_agg(DISTINCT currency, ' ') AS currency,
                                sum(quantity - shipped - released) AS open,
                                string_agg(concat_ws(' ', quantity, 'of', product_id, 'at', unit_price, 'version',
                                                     product_version, 'seller', seller_id, left(md5(name), 8)), ', '
                                           ORDER BY product_id) AS lines,
                                string_agg(shipped::text, ' ' ORDER BY product_id) AS shipped
                           FROM reservation_lines WHERE %2$s GROUP BY order_id) l ON l.order_id = r.order_id
             WHERE %1$s ORDER BY r.order_id""";

    static Taken of(ResultSet row) throws SQLException {
        return new Taken(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8));
    }

    boolean is(String one) {
        return state.equals(one);
    }

    boolean isOpen() {
        return is("held") || is("firm");
    }
}
