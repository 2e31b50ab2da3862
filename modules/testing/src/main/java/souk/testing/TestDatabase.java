package souk.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fresh, empty database with the two roles of production: an owner who may change the schema and an application role
 * that may only do what the migrations grant. It speaks in environment variables, so that tests read their
 * configuration on the same path as a service does.
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresServer server;
    private final String name;
    private final int port;

    private TestDatabase(PostgresServer server, String name, int port) {
        this.server = server;
        this.name = name;
        this.port = port;
    }

    /** On the server that all tests of this JVM share. */
    public static TestDatabase create() {
        return createOn(PostgresServer.shared());
    }

    public static TestDatabase createOn(PostgresServer server) {
        var name = "test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + "_owner LOGIN PASSWORD 'owner-secret'");
            statement.execute("CREATE ROLE " + name + "_app LOGIN PASSWORD 'app-secret'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + name + "_owner STRATEGY wal_log");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new TestDatabase(server, name, server.port());
    }

    /** The same database, reached through a proxy that listens on that port of the loopback interface. */
    public TestDatabase through(int proxyPort) {
        return new TestDatabase(server, name, proxyPort);
    }

    /** The keys {@code SOUK_DATABASE_*} as a service finds them in its environment. */
    public Map<String, String> environment() {
        var values = new HashMap<String, String>();
        values.put("SOUK_DATABASE_URL", "postgresql://127.0.0.1:" + port + "/" + name);
        values.put("SOUK_DATABASE_USER", name + "_app");
        values.put("SOUK_DATABASE_PASSWORD", "app-secret");
        values.put("SOUK_DATABASE_OWNER", name + "_owner");
        values.put("SOUK_DATABASE_OWNER_PASSWORD", "owner-secret");
        return values;
    }

    public String setting(String key) {
        return environment().get(key);
    }

    public PostgresServer server() {
        return server;
    }

    /** Runs one or several statements as the owner of the schema would, and lets the application use every table. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("SET ROLE " + name + "_owner");
            statement.execute(sql);
            statement.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + name + "_app");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The first column of the only row, as text; null for SQL null. */
    public String value(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return rows.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public long number(String sql) {
        return Long.parseLong(value(sql));
    }

    /** A connection of the superuser to this database, past every proxy; the caller closes it. */
    public Connection connect() {
        return server.connect(name);
    }

    /** Drops it, with whoever is still connected. */
    @Override
    public void close() {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("DROP ROLE IF EXISTS " + name + "_app, " + name + "_owner");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
