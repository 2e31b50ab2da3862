package souk.local.bench;

import java.sql.SQLException;
import java.time.Duration;
import souk.local.data.LocalFailure;

/**
 * What hand-written SQL does for the same work on the same server: pgbench in a database of its own. An order is one
 * statement and one durable transaction.
 */
final class Yardstick {
    private static final String DATABASE = "souk_yardstick";
    private static final double SAMPLED = 0.2;

    private final Pgbench pgbench;
    private final Server server;

    Yardstick(Program pgbench, Server server, Scratch scratch) {
        this.pgbench = new Pgbench(pgbench, server, scratch);
        this.server = server;
    }

    /** A new, empty database, with 1,000 items. */
    void prepare() {
        try {
            execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
            execute("postgres", "CREATE DATABASE " + DATABASE);
            execute(DATABASE, Scratch.text("/bench/yardstick/schema.sql"));
        } catch (SQLException e) {
            throw new LocalFailure("cannot prepare the yardstick: " + e.getMessage(), e);
        }
    }

    void remove() {
        try {
            execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
        } catch (SQLException e) {
            throw new LocalFailure("cannot remove the yardstick: " + e.getMessage(), e);
        }
    }

    Measurement run(Scenario scenario, Duration time, int clients) {
        return pgbench.run(DATABASE, "/bench/yardstick/" + scenario.id() + ".sql", time, clients, SAMPLED);
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
