package souk.local.bench;

import java.util.function.Consumer;

/** A database of the yardstick's own with so many items, filled once and kept. */
public final class ItemDatabase {
    /** What the catalogue is compared with. */
    public static final int MILLION = 1_000_000;

    private static final String SCRIPTS = "/bench/catalogue/";
    private static final int CHUNK = 100_000;

    /** There when the last thing of the filling is done. */
    private static final String DONE = "SELECT count(*) FROM pg_class WHERE relname = 'item_title_words'";

    private final Server server;
    private final int items;
    private final String name;

    public ItemDatabase(Server server, int items) {
        this.server = server;
        this.items = items;
        this.name = items == MILLION ? "souk_yardstick_catalogue" : "souk_yardstick_" + items;
    }

    public String name() {
        return name;
    }

    public int items() {
        return items;
    }

    public void prepare(Consumer<String> progress) {
        if (isThere() && server.number(name, DONE) == 1) {
            return;
        }
        progress.accept("fills the yardstick's own database, once for this cluster");
        remove();
        server.execute("postgres", "CREATE DATABASE " + name);
        server.execute(name, Scratch.text(SCRIPTS + "schema.sql"));
        var insert = "SELECT setseed(%1$d / 1e7);\n" + Scratch.text(SCRIPTS + "fill.sql");
        for (int first = 1; first <= items; first += CHUNK) {
            var last = Math.min(items, first + CHUNK - 1);
            server.execute(name, insert.formatted(first, last));
            progress.accept("  %,d of %,d items".formatted(last, items));
        }
        progress.accept("  makes its indexes");
        server.execute(name, Scratch.text(SCRIPTS + "indexes.sql"), "VACUUM ANALYZE item");
    }

    /** Idempotent. */
    public void remove() {
        server.execute("postgres", "DROP DATABASE IF EXISTS " + name + " (FORCE)");
    }

    private boolean isThere() {
        return server.number("postgres", "SELECT count(*) FROM pg_database WHERE datname = '" + name + "'") == 1;
    }
}
