package souk.local.check;

import java.sql.Connection;
import java.sql.SQLException;

/** A database to look into; the caller closes the connection. */
@FunctionalInterface
public interface Source {
    Connection open() throws SQLException;
}
