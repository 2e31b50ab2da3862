package souk.local.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import souk.local.client.Pause;
import souk.local.cluster.ClusterStatus;
import souk.local.cluster.InstanceState;
import souk.local.cluster.InstanceStatus;
import souk.local.data.Json;
import souk.local.prove.Instances;

/** The processes of a running cluster, through its supervisor. */
record SupervisedInstances(RunningCluster cluster) implements Instances {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    ClusterStatus status() {
        return Json.convert(cluster.ask("status", null), ClusterStatus.class);
    }

    @Override
    public List<String> of(String service) {
        return status().instances().stream()
                .filter(instance -> instance.service().equals(service))
                .map(InstanceStatus::name)
                .toList();
    }

    @Override
    public void kill(String name) {
        cluster.ask("kill", name);
    }

    @Override
    public void pause(String name) {
        cluster.ask("pause", name);
    }

    @Override
    public void resume(String name) {
        cluster.ask("resume", name);
    }

    @Override
    public Optional<String> awaitReady(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var status = status();
        while (!status.allReady()) {
            if (System.nanoTime() > end) {
                return Optional.of("not ready after " + patience.toSeconds() + " s: " + notReady(status));
            }
            Pause.of(LOOK_AGAIN);
            status = status();
        }
        return Optional.empty();
    }

    private static String notReady(ClusterStatus status) {
        return status.instances().stream()
                .filter(instance -> instance.state() != InstanceState.READY)
                .map(instance -> instance.name() + " is " + instance.state().shown())
                .collect(Collectors.joining(", "));
    }
}
