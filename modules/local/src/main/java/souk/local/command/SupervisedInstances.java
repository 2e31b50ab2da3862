package souk.local.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import souk.local.client.Pause;
import souk.local.cluster.ClusterStatus;
import souk.local.cluster.InstanceState;
import souk.local.cluster.InstanceStatus;
import souk.local.cluster.Roll;
import souk.local.data.Json;
import souk.local.process.LogTail;
import souk.local.prove.Instances;

/** The processes of a running cluster, through its supervisor. */
record SupervisedInstances(RunningCluster cluster) implements Instances {
    private static final int LINES_SHOWN = 60;
    private static final int LONGEST_LINE = 500;
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
    public void roll(String service, Duration warmUp, Consumer<String> progress) {
        cluster.ask("roll", new Roll(service, warmUp.toSeconds()).text(), progress);
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

    private String notReady(ClusterStatus status) {
        return status.instances().stream()
                .filter(instance -> instance.state() != InstanceState.READY)
                .map(instance -> instance.name() + " is " + instance.state().shown() + endOfLog(instance.name()))
                .collect(Collectors.joining(", "));
    }

    /** It may be the only trace there is of what went wrong. */
    private String endOfLog(String instance) {
        return LogTail.of(cluster.data().log(instance), LINES_SHOWN).stream()
                .map(line -> "\n  " + line.substring(0, Math.min(line.length(), LONGEST_LINE)))
                .collect(Collectors.joining("", "; the end of its log:", "\n"));
    }
}
