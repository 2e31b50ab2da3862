package souk.shared.contract;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node says about itself.
 *
 * @param version of the program
 * @param ready whether it wants requests
 * @param checks by name, whether each condition of being ready holds
 * @param partitionSafe whether all copies of the cluster's shared entries that this member keeps are in step
 * @param membersSeen how many members this one knows, itself included; one that knows fewer than the others is cut off
 * @param settingsRevision how far it has followed the settings of the cluster
 * @param parts what its parts have to say, by name; JSON of any shape
 */
public record NodeReport(
        String nodeId,
        String version,
        Instant startedAt,
        boolean ready,
        Map<String, Boolean> checks,
        boolean partitionSafe,
        int membersSeen,
        long settingsRevision,
        Map<String, Object> parts) {

    public NodeReport {
        checks = new TreeMap<>(checks);
        parts = new TreeMap<>(parts);
    }
}
