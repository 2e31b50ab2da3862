package souk.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.bench.overload.OverloadBench;
import souk.local.bench.overload.OverloadPlan;
import souk.local.bench.overload.OverloadSite;
import souk.local.cluster.InstanceStatus;
import souk.local.cluster.ServiceKind;
import souk.local.data.Json;
import souk.local.secret.AccessFile;

@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the services small by giving them and the database one processor, finds out how many orders can be",
            "placed then, offers five times as many in an open loop, and watches what becomes of all of them."
        },
        footer = {
            "",
            "Needs Linux, two processors and taskset. Ends with 1 when the databases have other orders than those that",
            "were acknowledged; with --require-goals also when a goal was missed."
        })
public final class BenchOverloadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long the overload lasts; ${DEFAULT-VALUE} when left out.")
    private int seconds;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many times the peak is offered; ${DEFAULT-VALUE} when left out.")
    private double times;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "30",
            description =
                    "For how many seconds orders come before the first measurement; ${DEFAULT-VALUE} when left out.")
    private int warmUp;

    @Option(names = "--require-goals", description = "Ends with 1 when a goal was missed.")
    private boolean requireGoals;

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        var report = new OverloadBench(site(), plan(), this::say).run();
        System.out.print(json ? Json.pretty(report) : report.text());
        return report.isClean() && (report.reachesItsGoals() || !requireGoals) ? 0 : 1;
    }

    private OverloadPlan plan() {
        try {
            return new OverloadPlan(seconds, warmUp, times);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private OverloadSite site() {
        var data = dataDirectory.data();
        var cluster = RunningCluster.required(data);
        var instances = new SupervisedInstances(cluster).status().instances();
        Predicate<InstanceStatus> isGateway = instance -> instance.service().equals(ServiceKind.GATEWAY.id());
        return new OverloadSite(
                data, AccessFile.readFrom(data).url(), pids(instances, isGateway), pids(instances, isGateway.negate()));
    }

    private static List<Long> pids(List<InstanceStatus> instances, Predicate<InstanceStatus> wanted) {
        return instances.stream()
                .filter(instance -> instance.pid() != null)
                .filter(wanted)
                .map(InstanceStatus::pid)
                .toList();
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
