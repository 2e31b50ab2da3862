package souk.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the gateway counts. Labels are bounded: routes come from the table, never from what a client sent. */
public final class GatewayMetrics {

    private final MeterRegistry meters;

    public GatewayMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param route of the table, or a fixed word for what the gateway answers itself */
    public void answered(String route, int status, Duration took) {
        Timer.builder("souk.gateway.requests")
                .description("Requests as clients saw them")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .publishPercentileHistogram()
                .register(meters)
                .record(took);
    }

    /** @param outcome a status, or the word for a failure */
    public void tried(String service, String outcome, Duration took) {
        Timer.builder("souk.gateway.upstream")
                .description("Single tries on instances")
                .tag("service", service)
                .tag("outcome", outcome)
                .register(meters)
                .record(took);
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
