package souk.local.command;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import souk.local.cluster.ClusterStatus;
import souk.local.cluster.InstanceStatus;

/** The status for people. */
record StatusTable(ClusterStatus status) {
    private static final String ROW = "%-12s %-11s %8s %8s %9s %9s  %s%n";

    String text() {
        var table = new StringBuilder(status.url() + "\n\n");
        table.append(ROW.formatted("NAME", "STATE", "PID", "MEMORY", "UPTIME", "RESTARTS", "PORTS"));
        status.instances().forEach(instance -> table.append(row(instance)));
        return table.toString();
    }

    private static String row(InstanceStatus instance) {
        return ROW.formatted(
                instance.name(),
                instance.state().shown(),
                instance.pid() == null ? "-" : instance.pid(),
                instance.memoryBytes() == null ? "-" : instance.memoryBytes() / (1024 * 1024) + " MB",
                instance.uptimeSeconds() == null ? "-" : uptime(Duration.ofSeconds(instance.uptimeSeconds())),
                instance.restarts(),
                ports(instance.ports()));
    }

    private static String ports(Map<String, Integer> ports) {
        return ports.entrySet().stream()
                .map(port -> port.getKey() + " " + port.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String uptime(Duration uptime) {
        if (uptime.toHours() > 0) {
            return uptime.toHours() + "h" + uptime.toMinutesPart() + "m";
        }
        return uptime.toMinutes() > 0
                ? uptime.toMinutes() + "m" + uptime.toSecondsPart() + "s"
                : uptime.toSeconds() + "s";
    }
}
