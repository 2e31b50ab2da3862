package souk.local.bench.orders;

import java.nio.file.Files;
import souk.local.bench.BenchAccounts;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;

/** What one bench leaves for the next. */
record KeptOrders(BenchAccounts customers) {
    private static final int CUSTOMERS = 16;

    /** The kept one if its customers can still log in, else one with new customers. */
    static KeptOrders open(DataDirectory data, String url) {
        var file = data.root().resolve("bench-orders.json");
        if (Files.exists(file)) {
            var kept = Json.read(PrivateFiles.read(file), KeptOrders.class);
            if (kept.customers().work(url)) {
                return kept;
            }
        }
        var made = new KeptOrders(BenchAccounts.register(url, "customer", CUSTOMERS));
        PrivateFiles.write(file, Json.pretty(made));
        return made;
    }
}
