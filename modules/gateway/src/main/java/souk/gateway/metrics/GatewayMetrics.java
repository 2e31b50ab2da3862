package souk.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the gateway counts. Labels are bounded: routes come from the table, never from what a client sent. */
public final class GatewayMetrics {

    private static final Duration[] BUCKETS = Stream.of(2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
    private final Map<Tried, Timer> tries = new ConcurrentHashMap<>();

    private record Answered(String route, int status) {}

    private record Tried(String service, String outcome) {}

    public GatewayMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param route of the table, or a fixed word for what the gateway answers itself */
    public void answered(String route, int status, long nanos) {
        requests.computeIfAbsent(new Answered(route, status), this::requests).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer requests(Answered answered) {
        return Timer.builder("souk.gateway.requests")
                .description("Requests as clients saw them")
                .tag("route", answered.route())
                .tag("status", Integer.toString(answered.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    /** @param outcome a status, or the word for a failure */
    public void tried(String service, String outcome, Duration took) {
        tries.computeIfAbsent(new Tried(service, outcome), this::tries).record(took);
    }

    private Timer tries(Tried tried) {
        return Timer.builder("souk.gateway.upstream")
                .description("Single tries on instances")
                .tag("service", tried.service())
                .tag("outcome", tried.outcome())
                .register(meters);
    }

    public void repeated(String service, String reason) {
        count("souk.gateway.retries", "service", service, "reason", reason);
    }

    public void repeatRefused(String service) {
        count("souk.gateway.retries.refused", "service", service);
    }

    public void ejected(String service, String instance) {
        count("souk.gateway.ejections", "service", service, "instance", instance);
    }

    private void count(String name, String... tags) {
        Counter.builder(name).tags(tags).register(meters).increment();
    }
}
