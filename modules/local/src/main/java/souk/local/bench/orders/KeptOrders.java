package souk.local.bench.orders;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Series;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;

/**
 * What one bench leaves for the next.
 *
 * @param ordersBefore how many orders there were when the figures before were taken
 * @param before figures without past orders; empty when there are none
 */
record KeptOrders(BenchAccounts customers, long ordersBefore, Map<GrowthCase, Series> before) {
    private static final int CUSTOMERS = 16;

    KeptOrders {
        var whole = before != null && before.keySet().containsAll(Set.of(GrowthCase.values()));
        before = whole ? Map.copyOf(before) : Map.of();
    }

    /** The kept one if its customers can still log in, else one with new customers. */
    static KeptOrders open(DataDirectory data, String url) {
        if (Files.exists(file(data))) {
            var kept = Json.read(PrivateFiles.read(file(data)), KeptOrders.class);
            if (kept.customers().work(url)) {
                return kept;
            }
        }
        var made = new KeptOrders(BenchAccounts.register(url, "customer", CUSTOMERS), 0, Map.of());
        made.keep(data);
        return made;
    }

    KeptOrders with(long orders, Map<GrowthCase, Series> figures) {
        return new KeptOrders(customers, orders, figures);
    }

    /** Those who place orders. */
    BenchAccounts buyers() {
        return new BenchAccounts(customers.accounts().subList(0, CUSTOMERS - 1));
    }

    /** Somebody who places few, so that it is not his own orders that make his list long. */
    BenchAccounts quiet() {
        return new BenchAccounts(customers.accounts().subList(CUSTOMERS - 1, CUSTOMERS));
    }

    void keep(DataDirectory data) {
        PrivateFiles.write(file(data), Json.pretty(this));
    }

    /** The customers stay. */
    static void forgetFigures(DataDirectory data) {
        if (Files.exists(file(data))) {
            Json.read(PrivateFiles.read(file(data)), KeptOrders.class)
                    .with(0, Map.of())
                    .keep(data);
        }
    }

    private static Path file(DataDirectory data) {
        return data.root().resolve("bench-orders.json");
    }
}
