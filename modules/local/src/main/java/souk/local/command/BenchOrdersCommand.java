package souk.local.command;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.bench.orders.GrowthBench;
import souk.local.bench.orders.OrdersBench;
import souk.local.bench.orders.OrdersPlan;
import souk.local.bench.orders.OrdersSite;
import souk.local.bench.orders.OrdersText;
import souk.local.cluster.InstanceStatus;
import souk.local.cluster.ServiceKind;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.database.PostgresServer;
import souk.local.secret.AccessFile;
import souk.local.secret.Secrets;

@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = {
            "Measures orders of three lines, spread over the catalogue and all on one product, until their events are",
            "published, in turn with hand-written SQL on the same PostgreSQL."
        },
        footer = {
            "",
            "The made-up products stay for the next time; `bench catalogue --remove` takes them away. Past orders stay",
            "too; --remove takes them away.",
            "Needs wrk, and pgbench for the comparison. Ends with 1 when a request failed or the databases have other",
            "orders than those that were acknowledged; with --require-goals also when a goal was missed."
        })
public final class BenchOrdersCommand implements Callable<Integer> {
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
            defaultValue = "5",
            description = "How many measurements of each kind; ${DEFAULT-VALUE} when left out.")
    private int rounds;

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16,64,256",
            description = "Numbers of clients, each measured for itself; ${DEFAULT-VALUE} when left out.")
    private List<Integer> clients;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "30",
            description =
                    "For how many seconds orders come before the first measurement; ${DEFAULT-VALUE} when left out.")
    private int warmUp;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            defaultValue = "SPREAD,HOT,YARDSTICK,LATENCY,GATEWAY",
            description = "What is measured; everything when left out. One or more of ${COMPLETION-CANDIDATES}.")
    private Set<OrdersPlan.Part> parts;

    @Option(
            names = "--growth",
            description =
                    "Measures placing and listing without and with --past-orders orders of last year, nothing else.")
    private boolean growth;

    @Option(
            names = "--past-orders",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many past orders --growth makes; ${DEFAULT-VALUE} when left out.")
    private int pastOrders;

    @Option(names = "--remove", description = "Takes the past orders away and measures nothing.")
    private boolean remove;

    @Option(names = "--require-goals", description = "Ends with 1 when a goal was missed.")
    private boolean requireGoals;

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        var plan = plan();
        if (remove) {
            new GrowthBench(site(), plan, this::say).remove();
            return 0;
        }
        return growth ? growth(plan) : rates(plan);
    }

    private int rates(OrdersPlan plan) {
        var report = new OrdersBench(site(), plan, this::say).run();
        System.out.print(json ? Json.pretty(report) : new OrdersText(report).text());
        return exitCode(report.isClean(), report.reachesItsGoals());
    }

    private int growth(OrdersPlan plan) {
        var report = new GrowthBench(site(), plan, this::say).run(pastOrders);
        System.out.print(json ? Json.pretty(report) : report.text());
        return exitCode(report.isClean(), report.reachesItsGoals());
    }

    private int exitCode(boolean isClean, boolean reachesItsGoals) {
        return isClean && (reachesItsGoals || !requireGoals) ? 0 : 1;
    }

    private OrdersPlan plan() {
        if (pastOrders < 1_000 || pastOrders > 5_000_000) {
            throw new ParameterException(
                    command.commandLine(), "--past-orders must be 1000 to 5000000, not " + pastOrders);
        }
        try {
            return new OrdersPlan(products, seconds, rounds, clients, parts, warmUp);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private OrdersSite site() {
        var data = dataDirectory.data();
        var cluster = RunningCluster.required(data);
        var instances = new SupervisedInstances(cluster).status().instances();
        var pids = instances.stream()
                .filter(instance -> instance.pid() != null && !instance.name().equals(PostgresServer.NAME))
                .collect(Collectors.toMap(InstanceStatus::name, InstanceStatus::pid));
        var orders = instances.stream()
                .filter(instance -> instance.service().equals(ServiceKind.ORDERS.id()))
                .map(instance -> "http://127.0.0.1:" + instance.ports().get("http"))
                .findFirst()
                .orElseThrow(() -> new LocalFailure("there is no instance of orders"));
        var server = new ClusterDatabase(data, cluster).server();
        return new OrdersSite(
                data,
                AccessFile.readFrom(data).url(),
                orders,
                server,
                new Secrets(data).account("order_manager"),
                pids);
    }

    private void say(String what) {
        (json ? System.err : System.out).println("  " + what);
    }
}
