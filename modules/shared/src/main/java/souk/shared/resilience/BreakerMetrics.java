package souk.shared.resilience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What a breaker counts and logs. */
final class BreakerMetrics {

    private static final Logger LOG = LogManager.getLogger(BreakerMetrics.class);

    private final String name;
    private final Counter opened;
    private final Counter refused;
    private final Counter failedProbes;
    private boolean isOpen;

    BreakerMetrics(MeterRegistry meters, String name) {
        this.name = name;
        this.opened = Counter.builder("souk.breaker.opened")
                .description("How often a breaker opened")
                .tag("breaker", name)
                .register(meters);
        this.failedProbes = Counter.builder("souk.breaker.probes.failed")
                .description("Calls that an open breaker let through and that were not answered")
                .tag("breaker", name)
                .register(meters);
        this.refused = Counter.builder("souk.breaker.refused")
                .description("Calls that an open breaker did not let through")
                .tag("breaker", name)
                .register(meters);
    }

    /** For the first time, or after a probe in vain. */
    synchronized void opened() {
        if (isOpen) {
            failedProbes.increment();
            return;
        }
        isOpen = true;
        opened.increment();
        LOG.warn("event=breaker-opened breaker={}", name);
    }

    synchronized void closed() {
        isOpen = false;
        LOG.info("event=breaker-closed breaker={}", name);
    }

    void refused() {
        refused.increment();
    }
}
