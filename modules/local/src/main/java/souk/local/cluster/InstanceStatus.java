package souk.local.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * One line of the status. Process id, memory and uptime are null when nothing runs.
 *
 * @param restarts how often it ended by itself since the cluster was started
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record InstanceStatus(
        String name,
        String service,
        InstanceState state,
        Long pid,
        Map<String, Integer> ports,
        Long memoryBytes,
        Long uptimeSeconds,
        int restarts) {}
