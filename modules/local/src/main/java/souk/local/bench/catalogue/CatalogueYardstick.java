package souk.local.bench.catalogue;

import java.time.Duration;
import java.util.function.Consumer;
import souk.local.bench.ItemDatabase;
import souk.local.bench.Measurement;
import souk.local.bench.Pgbench;
import souk.local.bench.Program;
import souk.local.bench.Scratch;
import souk.local.bench.Server;

/** What hand-written SQL does with a million items, on the same server. */
final class CatalogueYardstick {
    private static final double SAMPLED = 0.1;

    private final Pgbench pgbench;
    private final ItemDatabase items;

    CatalogueYardstick(Program pgbench, Server server, Scratch scratch) {
        this.pgbench = new Pgbench(pgbench, server, scratch);
        this.items = items(server);
    }

    static ItemDatabase items(Server server) {
        return new ItemDatabase(server, ItemDatabase.MILLION);
    }

    void prepare(Consumer<String> progress) {
        items.prepare(progress);
    }

    /** Seldom ones are all looked at for their percentiles. */
    Measurement run(String script, Duration time, int clients) {
        var sampled = script.equals("two-words") ? 1 : SAMPLED;
        return pgbench.run(items.name(), "/bench/catalogue/" + script + ".sql", time, clients, sampled);
    }
}
