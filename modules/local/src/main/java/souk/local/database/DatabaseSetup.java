package souk.local.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import souk.local.data.LocalFailure;

/** Makes the databases and roles of the services, and verifies that the server keeps what it commits. */
public final class DatabaseSetup {
    private static final String IS_DONE = """
            SELECT EXISTS (SELECT FROM pg_database d, aclexplode(d.datacl) granted, pg_roles r
                            WHERE d.datname = ? AND r.rolname = ?
                              AND granted.grantee = r.oid AND granted.privilege_type = 'CONNECT')""";
    private static final String ROLE_EXISTS = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)";
    private static final String DATABASE_EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)";

    private final PostgresServer server;
    private final UnaryOperator<String> passwordByRole;

    public DatabaseSetup(PostgresServer server, UnaryOperator<String> passwordByRole) {
        this.server = server;
        this.passwordByRole = passwordByRole;
    }

    /** Idempotent. Fails with {@link LocalFailure} when the server would not keep what it commits. */
    public void run() {
        try (var connection = connect("postgres")) {
            refuseUnlessDurable(connection);
            for (var database : ServiceDatabase.ALL) {
                if (!ask(connection, IS_DONE, database.name(), database.user())) {
                    create(connection, database);
                }
            }
        } catch (SQLException e) {
            throw new LocalFailure("cannot prepare the databases: " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database), PostgresServer.SUPERUSER, passwordByRole.apply(PostgresServer.SUPERUSER));
    }

    private static void refuseUnlessDurable(Connection connection) throws SQLException {
        for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!ask(connection, "SELECT current_setting(?) = 'on'", setting)) {
                throw new LocalFailure("PostgreSQL runs with " + setting + " off and could lose orders: not started");
            }
        }
    }

    /** The right to connect is granted last: it says that all before it was done. */
    private void create(Connection connection, ServiceDatabase database) throws SQLException {
        role(connection, database.owner());
        role(connection, database.user());
        if (!ask(connection, DATABASE_EXISTS, database.name())) {
            execute(connection, "CREATE DATABASE " + database.name() + " OWNER " + database.owner());
        }
        execute(connection, "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC");
        execute(connection, "REVOKE CONNECT ON DATABASE postgres FROM PUBLIC");
        execute(connection, "REVOKE CONNECT ON DATABASE template1 FROM PUBLIC");
        try (var inside = connect(database.name())) {
            execute(inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            execute(inside, "GRANT USAGE ON SCHEMA public TO " + database.user());
        }
        execute(connection, "GRANT CONNECT ON DATABASE " + database.name() + " TO " + database.user());
    }

    private void role(Connection connection, String role) throws SQLException {
        var verb = ask(connection, ROLE_EXISTS, role) ? "ALTER" : "CREATE";
        var password = passwordByRole.apply(role).replace("'", "''");
        execute(connection, verb + " ROLE " + role + " LOGIN PASSWORD '" + password + "'");
    }

    private static boolean ask(Connection connection, String question, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
