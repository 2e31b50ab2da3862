package souk.gateway.caching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** What the cache counts. */
final class CacheMetrics {

    private final MeterRegistry meters;
    private final Counter hits;
    private final Counter notModified;
    private final Counter misses;
    private final Counter joined;
    private final Counter passed;
    private final Counter stale;
    private final Timer newsAge;

    CacheMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.hits = reads("hit");
        this.notModified = reads("not-modified");
        this.misses = reads("miss");
        this.joined = reads("joined");
        this.passed = reads("passed");
        this.stale = reads("stale");
        this.newsAge = Timer.builder("souk.gateway.cache.news.age")
                .description("From a commit to the moment when this gateway has forgotten what it changed")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    private Counter reads(String result) {
        return Counter.builder("souk.gateway.cache.reads")
                .description(
                        "Reads of what may be remembered: from memory, as 304 from memory, fetched, answered with"
                                + " what another read fetched, passed on, and from memory because the service could not be asked")
                .tag("result", result)
                .register(meters);
    }

    void measure(Memory memory) {
        Gauge.builder("souk.gateway.cache.bytes", memory, Memory::weight)
                .description("About what the remembered answers take")
                .strongReference(true)
                .register(meters);
    }

    void hit(boolean onlyConfirmed) {
        (onlyConfirmed ? notModified : hits).increment();
    }

    void missed() {
        misses.increment();
    }

    void joined() {
        joined.increment();
    }

    void passed() {
        passed.increment();
    }

    /** Besides what it was counted as when it was tried. */
    void stale() {
        stale.increment();
    }

    /** @param committed by the clock of the node that changed it, or null from an older one */
    void heard(Instant committed) {
        if (committed != null) {
            var age = Duration.between(committed, Instant.now());
            newsAge.record(age.isNegative() ? Duration.ZERO : age);
        }
    }
}
