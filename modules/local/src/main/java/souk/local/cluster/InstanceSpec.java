package souk.local.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import souk.local.process.LaunchSpec;
import souk.local.process.Signal;

/**
 * A process to supervise.
 *
 * @param launch asked before each start
 * @param stop the signal that asks it to end in order
 */
public record InstanceSpec(
        String name,
        String service,
        Map<String, Integer> ports,
        Supplier<LaunchSpec> launch,
        Readiness readiness,
        Signal stop) {
    public InstanceSpec {
        ports = Collections.unmodifiableMap(ports);
    }
}
