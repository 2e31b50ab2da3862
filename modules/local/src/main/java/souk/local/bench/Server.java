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
        execute("postgres", "CHECKPOINT");
    }

    /** Each statement in a transaction of its own. Fails with LocalFailure. */
    public void execute(String database, String... statements) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new LocalFailure("the database " + database + ": " + e.getMessage(), e);
        }
    }

    /** The one number that a question is answered with. Fails with LocalFailure. */
    public long number(String database, String question) {
        try (var connection = connect(database)) {
            return Long.parseLong(ask(connection, question));
        } catch (SQLException e) {
            throw new LocalFailure("the database " + database + ": " + e.getMessage(), e);
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
