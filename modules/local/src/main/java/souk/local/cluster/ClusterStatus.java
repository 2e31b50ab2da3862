package souk.local.cluster;

import java.util.List;

/** @param since when all was ready for the first time, RFC 3339; null before */
public record ClusterStatus(
        boolean running,
        String url,
        String dataDirectory,
        long supervisorPid,
        String since,
        List<InstanceStatus> instances) {
    public ClusterStatus {
        instances = List.copyOf(instances);
    }

    public static ClusterStatus down(String dataDirectory) {
        return new ClusterStatus(false, null, dataDirectory, 0, null, List.of());
    }

    public boolean allReady() {
        return running && instances.stream().allMatch(instance -> instance.state() == InstanceState.READY);
    }
}
