package souk.local.bench.catalogue;

import java.nio.file.Path;
import souk.local.bench.Server;
import souk.local.data.DataDirectory;

/**
 * The running cluster.
 *
 * @param url of its gateways
 * @param gateways how many there are, each with one event loop
 * @param vertx a jar that brings Vert.x along
 */
public record Site(DataDirectory data, String url, int gateways, Server server, Path vertx) {}
