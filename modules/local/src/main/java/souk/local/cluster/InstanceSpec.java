package souk.local.cluster;

import java.time.Duration;
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
 * @param startWithin what is not ready by then, from the start or from being resumed, is killed and started again; null
 *     for what may take as long as it needs
 */
public record InstanceSpec(
        String name,
        String service,
        Map<String, Integer> ports,
        Supplier<LaunchSpec> launch,
        Readiness readiness,
        Signal stop,
        Duration startWithin) {
    public InstanceSpec {
        ports = Collections.unmodifiableMap(ports);
    }
}
