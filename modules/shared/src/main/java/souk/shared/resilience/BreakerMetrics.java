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

    BreakerMetrics(MeterRegistry meters, String name) {
        this.name = name;
        this.opened = Counter.builder("souk.breaker.opened")
                .description("How often a breaker opened")
                .tag("breaker", name)
                .register(meters);
        this.refused = Counter.builder("souk.breaker.refused")
                .description("Calls that an open breaker did not let through")
                .tag("breaker", name)
                .register(meters);
    }

    /** After a probe in vain too. */
    void opened() {
        opened.increment();
        LOG.warn("event=breaker-opened breaker={}", name);
    }

    void closed() {
        LOG.info("event=breaker-closed breaker={}", name);
    }

    void refused() {
        refused.increment();
    }
}
