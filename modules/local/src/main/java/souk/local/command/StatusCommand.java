package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.cluster.ClusterStatus;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what runs. Ends with 0 when all is ready, 1 when not, 3 when nothing runs.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() {
        var cluster = new RunningCluster(dataDirectory.data());
        if (!cluster.isThere()) {
            return nothingRuns();
        }
        var answer = cluster.ask("status", null);
        var status = Json.convert(answer, ClusterStatus.class);
        System.out.print(json ? Json.pretty(answer) : new StatusTable(status).text());
        return status.allReady() ? 0 : 1;
    }

    private int nothingRuns() {
        var failure = LocalFailure.nothingRuns(dataDirectory.data());
        if (json) {
            System.out.print(
                    Json.pretty(ClusterStatus.down(dataDirectory.data().root().toString())));
            return failure.exitCode();
        }
        throw failure;
    }
}
