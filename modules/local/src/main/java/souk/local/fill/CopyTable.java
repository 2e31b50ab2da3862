package souk.local.fill;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into one table by COPY, in the format that COPY calls text. */
final class CopyTable {
    private static final int BUFFER = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder waiting = new StringBuilder(BUFFER + 4096);

    private CopyTable(CopyIn copy) {
        this.copy = copy;
    }

    interface Rows {
        void writeTo(CopyTable table) throws SQLException;
    }

    /** @param columns separated by commas */
    static void fill(Connection connection, String table, String columns, Rows rows) throws SQLException {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        var copy = copies.copyIn("COPY %s (%s) FROM STDIN".formatted(table, columns));
        try {
            var open = new CopyTable(copy);
            rows.writeTo(open);
            open.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Of these, null is a value that is missing. */
    void row(Object... values) throws SQLException {
        var separator = "";
        for (var value : values) {
            waiting.append(separator);
            if (value == null) {
                waiting.append("\\N");
            } else {
                append(value.toString());
            }
            separator = "\t";
        }
        waiting.append('\n');
        if (waiting.length() > BUFFER) {
            flush();
        }
    }

    private void append(String text) {
        for (int index = 0; index < text.length(); index++) {
            var character = text.charAt(index);
            switch (character) {
                case '\t' -> waiting.append("\\t");
                case '\n' -> waiting.append("\\n");
                case '\r' -> waiting.append("\\r");
                case '\\' -> waiting.append("\\\\");
                default -> waiting.append(character);
            }
        }
    }

    private void flush() throws SQLException {
        var bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        waiting.setLength(0);
    }
}
