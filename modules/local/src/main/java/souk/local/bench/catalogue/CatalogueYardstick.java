package souk.local.bench.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.Pgbench;
import souk.local.bench.Program;
import souk.local.bench.Scratch;
import souk.local.bench.Server;
import souk.local.data.LocalFailure;

/** What hand-written SQL does with a million items, on the same server; filled once and kept. */
final class CatalogueYardstick {
    private static final String DATABASE = "souk_yardstick_catalogue";
    private static final String SCRIPTS = "/bench/catalogue/";
    private static final int ITEMS = 1_000_000;
    private static final int CHUNK = 100_000;
    private static final String EXISTS = "SELECT count(*) FROM pg_database WHERE datname = '" + DATABASE + "'";

    /** There when the last thing of the filling is done. */
    private static final String DONE = "SELECT count(*) FROM pg_class WHERE relname = 'item_title_words'";

    private static final double SAMPLED = 0.1;

    private final Pgbench pgbench;
    private final Server server;

    CatalogueYardstick(Program pgbench, Server server, Scratch scratch) {
        this.pgbench = new Pgbench(pgbench, server, scratch);
        this.server = server;
    }

    void prepare(Consumer<String> progress) {
        try {
            if (ask("postgres", EXISTS) == 1 && ask(DATABASE, DONE) == 1) {
                return;
            }
            progress.accept("fills the yardstick's own database, once for this cluster");
            execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
            execute("postgres", "CREATE DATABASE " + DATABASE);
            try (var connection = server.connect(DATABASE)) {
                fill(connection, progress);
            }
        } catch (SQLException e) {
            throw new LocalFailure("cannot prepare the yardstick: " + e.getMessage(), e);
        }
    }

    /** Idempotent. */
    static void remove(Server server) throws SQLException {
        try (var connection = server.connect("postgres")) {
            execute(connection, "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
        }
    }

    /** Seldom ones are all looked at for their percentiles. */
    Measurement run(String script, Duration time, int clients) {
        var sampled = script.equals("two-words") ? 1 : SAMPLED;
        return pgbench.run(DATABASE, SCRIPTS + script + ".sql", time, clients, sampled);
    }

    private static void fill(Connection connection, Consumer<String> progress) throws SQLException {
        execute(connection, Scratch.text(SCRIPTS + "schema.sql"));
        execute(connection, "SELECT setseed(0.42)");
        var insert = Scratch.text(SCRIPTS + "fill.sql");
        for (int first = 1; first <= ITEMS; first += CHUNK) {
            execute(connection, insert.formatted(first, first + CHUNK - 1));
            progress.accept("  %,d of %,d items".formatted(first + CHUNK - 1, ITEMS));
        }
        progress.accept("  makes its indexes");
        execute(connection, Scratch.text(SCRIPTS + "indexes.sql"));
        execute(connection, "VACUUM ANALYZE item");
    }

    private long ask(String database, String question) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = server.connect(database)) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
