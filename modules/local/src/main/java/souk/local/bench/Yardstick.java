package souk.local.bench;

import java.time.Duration;

/**
 * What hand-written SQL does for the same work on the same server: pgbench in a database of its own. An order is one
 * statement and one durable transaction.
 */
final class Yardstick {
    private static final String DATABASE = "souk_yardstick";
    private static final String DROP = "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)";
    private static final double SAMPLED = 0.2;

    private final Pgbench pgbench;
    private final Server server;

    Yardstick(Program pgbench, Server server, Scratch scratch) {
        this.pgbench = new Pgbench(pgbench, server, scratch);
        this.server = server;
    }

    /** A new, empty database, with 1,000 items. */
    void prepare() {
        server.execute("postgres", DROP, "CREATE DATABASE " + DATABASE);
        server.execute(DATABASE, Scratch.text("/bench/yardstick/schema.sql"));
    }

    void remove() {
        server.execute("postgres", DROP);
    }

    Measurement run(Scenario scenario, Duration time, int clients) {
        return pgbench.run(DATABASE, "/bench/yardstick/" + scenario.id() + ".sql", time, clients, SAMPLED);
    }
}
