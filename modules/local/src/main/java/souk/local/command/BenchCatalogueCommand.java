package souk.local.command;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.bench.LiftedLimits;
import souk.local.bench.Workload;
import souk.local.bench.catalogue.CatalogueBench;
import souk.local.bench.catalogue.CatalogueCase;
import souk.local.bench.catalogue.CatalogueReport;
import souk.local.bench.catalogue.CatalogueText;
import souk.local.bench.catalogue.Site;
import souk.local.cluster.ServiceKind;
import souk.local.data.Json;
import souk.local.secret.AccessFile;
import souk.local.secret.Secrets;

@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        description = {
            "Fills the catalogue with made-up products and measures reading, listing, searching and changing them,",
            "in turn with hand-written SQL on the same PostgreSQL and with a server that only answers."
        },
        footer = {
            "",
            "The products stay for the next time; --remove takes them away.",
            "Needs wrk, and pgbench for the comparison. Ends with 1 when something could not be measured or a request",
            "failed; with --require-goals also when a goal was missed."
        })
public final class BenchCatalogueCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many products there shall be at least; ${DEFAULT-VALUE} when left out.")
    private int products;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long each measurement takes; ${DEFAULT-VALUE} when left out.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many measurements of each kind; ${DEFAULT-VALUE} when left out.")
    private int rounds;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many clients at the same time; ${DEFAULT-VALUE} when left out.")
    private int clients;

    @Option(
            names = "--only",
            paramLabel = "CASE",
            split = ",",
            defaultValue = "READ,READ_KEPT,UNCHANGED,FIRST_PAGE,FIRST_PAGE_KEPT,DEEP_PAGE,CATEGORY_PAGE,SUBTREE,"
                    + "TWO_WORDS,THREE_WORDS,FACETS,CHANGE",
            description = "What is measured; everything when left out. One or more of ${COMPLETION-CANDIDATES}.")
    private Set<CatalogueCase> chosen;

    @Option(names = "--require-goals", description = "Ends with 1 when a goal was missed.")
    private boolean requireGoals;

    @Option(names = "--remove", description = "Takes the made-up products away and measures nothing.")
    private boolean remove;

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        var workload = workload();
        var site = site();
        var bench = new CatalogueBench(site, workload, chosen, this::say);
        if (remove) {
            bench.remove();
            return 0;
        }
        var admin = new Secrets(site.data()).account("admin");
        var report = LiftedLimits.during(site.url(), admin, this::say, () -> bench.run(products));
        System.out.print(json ? Json.pretty(report) : new CatalogueText(report).text());
        return report.isClean() && reaches(report) ? 0 : 1;
    }

    private boolean reaches(CatalogueReport report) {
        return !requireGoals || report.reachesItsGoals();
    }

    private Workload workload() {
        if (products < 1_000 || products > 2_000_000) {
            throw new ParameterException(command.commandLine(), "--products must be 1000 to 2000000, not " + products);
        }
        try {
            return new Workload(seconds, rounds, clients);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private Site site() {
        var data = dataDirectory.data();
        var cluster = RunningCluster.required(data);
        var instances = new SupervisedInstances(cluster);
        return new Site(
                data,
                AccessFile.readFrom(data).url(),
                instances.of(ServiceKind.GATEWAY.id()).size(),
                instances.of(ServiceKind.PRODUCTS.id()),
                new Secrets(data).account("catalog_manager"),
                new ClusterDatabase(data, cluster).server(),
                Project.directory().resolve(ServiceKind.GATEWAY.jar()));
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
