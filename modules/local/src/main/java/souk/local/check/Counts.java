package souk.local.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much there was to look at. */
final class Counts {
    static final String OF_ORDERS = """
            SELECT (SELECT count(*) FROM orders WHERE status <> 'never') AS orders,
                   (SELECT count(*) FROM orders WHERE status = 'never') AS tombstones,
                   (SELECT count(*) FROM order_lines) AS "order lines",
                   (SELECT count(*) FROM order_history) AS "steps of history",
                   (SELECT count(*) FROM request_keys) AS keys""";

    static final String OF_PRODUCTS = """
            SELECT (SELECT count(*) FROM reservations) AS reservations,
                   (SELECT count(*) FROM reservation_lines) AS "reservation lines",
                   (SELECT count(*) FROM stock) AS products,
                   (SELECT count(*) FROM stock_movements) AS movements""";

    private Counts() {}

    static Map<String, Long> read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            var counts = new LinkedHashMap<String, Long>();
            var columns = rows.getMetaData();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                counts.put(columns.getColumnLabel(column), rows.getLong(column));
            }
            return counts;
        }
    }
}
