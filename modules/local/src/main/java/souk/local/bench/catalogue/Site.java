package souk.local.bench.catalogue;

import java.nio.file.Path;
import java.util.List;
import souk.local.bench.Server;
import souk.local.data.DataDirectory;
import souk.local.secret.Account;

/**
 * The running cluster.
 *
 * @param url of its gateways
 * @param gateways how many there are, each with one event loop
 * @param searchers names of the instances that have an index of their own
 * @param reader somebody who may read all products
 * @param vertx a jar that brings Vert.x along
 */
public record Site(
        DataDirectory data,
        String url,
        int gateways,
        List<String> searchers,
        Account reader,
        Server server,
        Path vertx) {
    public Site {
        searchers = List.copyOf(searchers);
    }
}
