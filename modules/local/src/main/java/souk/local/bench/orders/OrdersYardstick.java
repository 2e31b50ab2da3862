package souk.local.bench.orders;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import souk.local.bench.ItemDatabase;
import souk.local.bench.Measurement;
import souk.local.bench.Pgbench;
import souk.local.bench.Program;
import souk.local.bench.Scratch;
import souk.local.bench.Server;

/** What hand-written SQL does for the same orders, on the same server and among as many items. */
final class OrdersYardstick {
    private static final String SCRIPTS = "/bench/orders/";
    private static final double SAMPLED = 0.2;

    private final Pgbench pgbench;
    private final Server server;
    private final ItemDatabase items;

    OrdersYardstick(Program pgbench, Server server, Scratch scratch, int items) {
        this.pgbench = new Pgbench(pgbench, server, scratch);
        this.server = server;
        this.items = new ItemDatabase(server, items);
    }

    /** Without any order and with plenty of every item. */
    void prepare(Consumer<String> progress) {
        items.prepare(progress);
        server.execute(items.name(), Scratch.text(SCRIPTS + "schema.sql"), "VACUUM ANALYZE item");
    }

    Measurement run(OrderCase measured, Duration time) {
        var seen = pgbench.run(job(measured, time));
        var size = measured.who().size();
        return new Measurement(seen.perSecond() * size, seen.p50Millis(), seen.p99Millis(), seen.errors() * size);
    }

    /** So many orders a second, come what may. */
    Measurement run(OrderCase measured, Duration time, double perSecond) {
        return pgbench.run(job(measured, time).atRate(perSecond));
    }

    private Pgbench.Job job(OrderCase measured, Duration time) {
        var variables = Map.of(
                "items", (long) items.items(),
                "hot", measured.choice() == Choice.HOT ? 1L : 0L,
                "size", (long) measured.who().size());
        var script = SCRIPTS + measured.who().script() + ".sql";
        return new Pgbench.Job(items.name(), script, variables, time, measured.clients(), SAMPLED, 0);
    }
}
