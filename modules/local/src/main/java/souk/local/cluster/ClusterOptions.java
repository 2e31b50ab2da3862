package souk.local.cluster;

/**
 * @param replicas how many instances of each service, 1 to 9
 * @param port where the gateways listen; 0 takes a free one
 */
public record ClusterOptions(int replicas, int port) {
    public ClusterOptions {
        if (replicas < 1 || replicas > 9) {
            throw new IllegalArgumentException("--replicas must be 1 to 9, not " + replicas);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port must be 0 to 65535, not " + port);
        }
    }
}
