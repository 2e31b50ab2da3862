package souk.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.prove.Drive;
import souk.local.prove.Instances;
import souk.local.prove.Report;
import souk.local.prove.ReportText;
import souk.local.secret.AccessFile;

/** What all runs of `prove` have in common. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many times, with the first and the second instances in turn.")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "10",
            description = "For how many seconds clients come before the first fault; ${DEFAULT-VALUE} when left out.")
    private int warmUp;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many clients at the same time, 2 to 64; ${DEFAULT-VALUE} when left out.")
    private int clients;

    @Option(names = "--json", description = "For programs: the reports as a list; progress goes to standard error.")
    private boolean json;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Writes down what clients meant and saw, for `souk check --history`.")
    private Path history;

    /** Makes a run of all that is needed for it; the result gives the report of a round, counted from 0. */
    interface Run {
        IntFunction<Report> of(Instances instances, String url, Drive drive, Consumer<String> progress);
    }

    /** Returns the exit code: 0 when every round passed. */
    int run(int seconds, Run run) {
        var drive = drive(seconds);
        var cluster = new RunningCluster(dataDirectory.data());
        if (!cluster.isThere()) {
            throw LocalFailure.nothingRuns(dataDirectory.data());
        }
        var url = AccessFile.readFrom(dataDirectory.data()).url();
        var round = run.of(new SupervisedInstances(cluster), url, drive, this::say);
        var reports = new ArrayList<Report>();
        for (int number = 0; number < rounds; number++) {
            var report = round.apply(number);
            reports.add(report);
            if (!json) {
                System.out.println(new ReportText(report).text());
            }
        }
        if (json) {
            System.out.print(Json.pretty(reports));
        }
        return reports.stream().allMatch(Report::passed) ? 0 : 1;
    }

    private Drive drive(int seconds) {
        try {
            return new Drive(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), clients, history);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
