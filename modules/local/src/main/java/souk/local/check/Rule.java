package souk.local.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that selects what must not be, as order_id, product_id and detail. One statement sees one instant, so a
 * rule about one database gives no false alarm under load.
 *
 * @param needs a table, or a table and a column as {@code table.column}, without which there is nothing to look at
 * @param sql {@code {passing}} stands for the seconds that something may be in a passing state
 */
record Rule(String kind, String needs, String sql) {
    private static final int SHOWN = 1_000;
    private static final String THERE = """
            SELECT EXISTS (SELECT FROM information_schema.columns
                            WHERE table_schema = current_schema() AND table_name = split_part(?, '.', 1)
                              AND split_part(?, '.', 2) IN ('', column_name))""";

    static Rule of(String kind, String sql) {
        return new Rule(kind, null, sql);
    }

    boolean applies(Connection connection) throws SQLException {
        if (needs == null) {
            return true;
        }
        try (var statement = connection.prepareStatement(THERE)) {
            statement.setString(1, needs);
            statement.setString(2, needs);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** In the order of their ids, a thousand at most. */
    List<Finding> findings(Connection connection, Patience patience) throws SQLException {
        var question = "SELECT order_id::text, product_id::text, detail FROM (%s) found ORDER BY 1, 2 LIMIT %d"
                .formatted(
                        sql.replace(
                                "{passing}", Long.toString(patience.passing().toSeconds())),
                        SHOWN);
        var findings = new ArrayList<Finding>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            while (rows.next()) {
                findings.add(new Finding(kind, rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return findings;
    }
}
