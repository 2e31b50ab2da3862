package souk.local.bench.catalogue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.Program;
import souk.local.bench.Scratch;
import souk.local.bench.Workload;
import souk.local.bench.Wrk;

/** The yardstick in SQL and the bare server. */
final class Comparisons implements Measuring.Comparison, AutoCloseable {
    private final Workload workload;
    private final Scratch scratch;
    private final RunningBareServer bareServer;
    private final Wrk wrkOnBareServer;
    private final Optional<CatalogueYardstick> yardstick;

    /**
     * @param product the body of an answer with a product
     * @param progress told when there is no pgbench, and what the filling of the yardstick does
     */
    Comparisons(Site site, Scratch scratch, Workload workload, String product, Consumer<String> progress) {
        this.workload = workload;
        this.scratch = scratch;
        this.yardstick =
                Program.find("pgbench").map(program -> new CatalogueYardstick(program, site.server(), scratch));
        if (yardstick.isEmpty()) {
            progress.accept("pgbench is not there: no yardstick (on Debian and Ubuntu: `apt-get install"
                    + " postgresql-contrib`)");
        }
        yardstick.ifPresent(sql -> sql.prepare(progress));
        this.bareServer =
                RunningBareServer.start(site.vertx(), scratch.write("product.json", product), site.gateways());
        this.wrkOnBareServer = Measuring.wrk(bareServer.url(), scratch);
        wrkOnBareServer.run("any", workload.time(), workload.clients(), input());
    }

    @Override
    public Measurement measure(CatalogueCase measured) {
        if (measured.isComparedWithBareServer()) {
            return wrkOnBareServer
                    .run("any", workload.time(), workload.clients(), input())
                    .measurement();
        }
        return yardstick
                .flatMap(
                        sql -> measured.yardstick().map(script -> sql.run(script, workload.time(), workload.clients())))
                .orElse(null);
    }

    private Path input() {
        return scratch.write("requests-bare", "get /a\nget /b\n");
    }

    @Override
    public void close() {
        bareServer.close();
    }
}
