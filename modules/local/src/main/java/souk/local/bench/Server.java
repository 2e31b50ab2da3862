package souk.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.local.data.LocalFailure;

/**
 * The PostgreSQL server of the cluster.
 *
 * @param password of its superuser
 */
public record Server(int port, String password) {
    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";

    @Override
    public String toString() {
        return HOST + ":" + port;
    }

    /** The caller closes it. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + this + "/" + database, USER, password);
    }

    /** What decides whether a commit survives a crash. Fails with LocalFailure when one is off: figures would be lies. */
    public Map<String, String> durability() {
        var settings = new LinkedHashMap<String, String>();
        try (var connection = connect("postgres")) {
            for (var name : new String[] {"fsync", "synchronous_commit", "full_page_writes", "server_version"}) {
                settings.put(name, ask(connection, "SHOW " + name));
            }
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask the database: " + e.getMessage(), e);
        }
        settings.forEach((name, value) -> {
            if (value.equals("off")) {
                throw new LocalFailure(name + " is off: what is measured so says nothing");
            }
        });
        return settings;
    }

    /** Writes out what earlier runs left, so that it does not burden the next one. */
    public void checkpoint() {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask the database for a checkpoint: " + e.getMessage(), e);
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
