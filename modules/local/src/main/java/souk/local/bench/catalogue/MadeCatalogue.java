package souk.local.bench.catalogue;

import java.sql.SQLException;
import java.util.function.Consumer;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Server;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.fill.CatalogueFill;

/** The made-up products of a cluster. */
public final class MadeCatalogue {
    private MadeCatalogue() {}

    /** So many at least are there afterwards; returns how many. */
    public static int fillUpTo(int products, DataDirectory data, String url, Server server, Consumer<String> progress) {
        if (count(server) < products) {
            fillUpTo(products, server, KeptBench.open(data, url).sellers(), progress);
        }
        return count(server);
    }

    static void fillUpTo(int products, Server server, BenchAccounts sellers, Consumer<String> progress) {
        if (count(server) >= products) {
            return;
        }
        progress.accept("fills the catalogue up to %,d products".formatted(products));
        try (var connection = server.connect("products")) {
            new CatalogueFill(connection, sellers.ids(), progress).fillUpTo(products);
        } catch (SQLException e) {
            throw new LocalFailure("cannot fill the catalogue: " + e.getMessage(), e);
        }
    }

    static int count(Server server) {
        try (var connection = server.connect("products")) {
            return CatalogueFill.count(connection);
        } catch (SQLException e) {
            throw new LocalFailure("cannot count the products: " + e.getMessage(), e);
        }
    }
}
