package souk.local.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows in the order of their ids, of one instant, a few at a time. */
final class Sorted<T> implements AutoCloseable {
    private static final int AT_ONCE = 2_000;

    private final Statement statement;
    private final ResultSet rows;
    private final Reader<T> reader;

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @param connection in a transaction: rows come in portions only there */
    Sorted(Connection connection, String sql, Reader<T> reader) throws SQLException {
        this.statement = connection.createStatement();
        statement.setFetchSize(AT_ONCE);
        this.rows = statement.executeQuery(sql);
        this.reader = reader;
    }

    /** Null at the end. */
    T next() throws SQLException {
        return rows.next() ? reader.read(rows) : null;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
