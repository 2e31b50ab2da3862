package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.bench.LiftedLimits;
import souk.local.bench.LoginStorm;
import souk.local.bench.Workload;
import souk.local.data.Json;
import souk.local.secret.AccessFile;
import souk.local.secret.Secrets;

@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description = "Measures log-ins, and what 64 clients that log in do to those who read products.",
        footer = {"", "Needs wrk. Ends with 1 when a read failed."})
public final class BenchStormCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        var data = dataDirectory.data();
        RunningCluster.required(data);
        var workload = new Workload(seconds, rounds, 16);
        var url = AccessFile.readFrom(data).url();
        var storm = new LoginStorm(data, url, workload, this::say);
        var report = LiftedLimits.during(url, new Secrets(data).account("admin"), this::say, storm::run);
        System.out.print(json ? Json.pretty(report) : report.text());
        return report.reads().errors() + report.readsInTheStorm().errors() == 0 ? 0 : 1;
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
