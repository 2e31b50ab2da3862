package souk.local.bench.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Series;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.PrivateFiles;

/**
 * What one bench leaves for the next.
 *
 * @param smallProducts of how many products the small figures are
 * @param small figures of the shop before it was filled up; empty when there are none
 */
record KeptBench(BenchAccounts sellers, int smallProducts, Map<CatalogueCase, Series> small) {
    private static final int SELLERS = 8;

    KeptBench {
        small = small == null ? Map.of() : Map.copyOf(small);
    }

    /** The kept one if its sellers can still log in, else one with new sellers. */
    static KeptBench open(DataDirectory data, String url) {
        var file = file(data);
        if (Files.exists(file)) {
            var kept = Json.read(PrivateFiles.read(file), KeptBench.class);
            if (kept.sellers().work(url)) {
                return kept;
            }
        }
        var made = new KeptBench(BenchAccounts.register(url, "seller", SELLERS), 0, Map.of());
        made.keep(data);
        return made;
    }

    KeptBench with(int products, Map<CatalogueCase, Series> figures) {
        return new KeptBench(sellers, products, figures);
    }

    void keep(DataDirectory data) {
        PrivateFiles.write(file(data), Json.pretty(this));
    }

    /** The sellers stay. */
    static void forgetFigures(DataDirectory data) {
        if (Files.exists(file(data))) {
            Json.read(PrivateFiles.read(file(data)), KeptBench.class)
                    .with(0, Map.of())
                    .keep(data);
        }
    }

    private static Path file(DataDirectory data) {
        return data.root().resolve("bench-catalogue.json");
    }
}
