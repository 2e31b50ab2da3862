package souk.local.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import souk.local.client.Pause;
import souk.local.data.LocalFailure;

/**
 * Starts every instance anew, one after the other, so that at any time somebody of each service is there who is ready
 * and warm. Where a service has one instance only, a stand-in works beside it meanwhile. Ends at the first instance that
 * does not become ready again: the others, and the stand-in if there is one, go on as they are.
 */
final class RollingRestart {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Supervisor supervisor;
    private final ClusterPlan plan;
    private final Roll roll;
    private final Consumer<String> progress;

    RollingRestart(Supervisor supervisor, ClusterPlan plan, Roll roll, Consumer<String> progress) {
        this.supervisor = supervisor;
        this.plan = plan;
        this.roll = roll;
        this.progress = progress;
    }

    /** Blocks until the last one is ready. Auth goes first, whom the others ask for keys; gateways go last. */
    void run() {
        var instances = supervisor.status().join();
        requireAllReady(instances);
        for (var service : ServiceKind.values()) {
            var names = instances.stream()
                    .filter(instance ->
                            roll.includes(service) && instance.service().equals(service.id()))
                    .map(InstanceStatus::name)
                    .toList();
            if (names.size() == 1) {
                restartBeside(plan.standIn(service), names.get(0));
            } else {
                names.forEach(this::restart);
            }
        }
    }

    private static void requireAllReady(List<InstanceStatus> instances) {
        for (var instance : instances) {
            if (instance.state() != InstanceState.READY) {
                throw new LocalFailure(instance.name() + " is "
                        + instance.state().shown() + ": a rolling restart begins when all are ready");
            }
        }
    }

    private void restartBeside(InstanceSpec standIn, String name) {
        await(standIn.name(), supervisor.add(standIn).thenCompose(added -> supervisor.start(standIn.name())));
        warmUp(standIn.name());
        restart(name);
        await(standIn.name(), supervisor.remove(standIn.name()));
        progress.accept(standIn.name() + " has left");
    }

    private void restart(String name) {
        progress.accept(name + " leaves");
        await(name, supervisor.restart(name));
        warmUp(name);
    }

    private void warmUp(String name) {
        progress.accept("%s is ready and warms up for %d s".formatted(name, roll.warmUpSeconds()));
        Pause.of(roll.warmUp());
    }

    private static void await(String name, CompletableFuture<Void> done) {
        try {
            done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            var reason = e.getCause() instanceof LocalFailure known ? known.getMessage() : "it takes too long";
            throw new LocalFailure("the rolling restart ended at " + name + ": " + reason, e);
        }
    }
}
