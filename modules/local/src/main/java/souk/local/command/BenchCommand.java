package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.bench.Bench;
import souk.local.bench.BenchText;
import souk.local.bench.LiftedLimits;
import souk.local.bench.Workload;
import souk.local.data.Json;
import souk.local.secret.AccessFile;
import souk.local.secret.Secrets;

@Command(
        name = "bench",
        subcommands = {
            BenchStormCommand.class,
            BenchCatalogueCommand.class,
            BenchOrdersCommand.class,
            BenchOverloadCommand.class
        },
        mixinStandardHelpOptions = true,
        description = {
            "Measures the running cluster through its gateway: reading a product, orders of three lines over 1,000",
            "products, orders that all contain one product; in turn with hand-written SQL on the same PostgreSQL."
        },
        footer = {"", "Needs wrk, and pgbench for the comparison. Ends with 1 when a request failed."})
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
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

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        var workload = workload();
        var data = dataDirectory.data();
        var cluster = RunningCluster.required(data);
        var url = AccessFile.readFrom(data).url();
        var bench = new Bench(data, url, new ClusterDatabase(data, cluster).server(), workload, this::say);
        var report = LiftedLimits.during(url, new Secrets(data).account("admin"), this::say, bench::run);
        System.out.print(json ? Json.pretty(report) : new BenchText(report).text());
        return report.isClean() ? 0 : 1;
    }

    private Workload workload() {
        try {
            return new Workload(seconds, rounds, clients);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
