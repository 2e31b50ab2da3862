package souk.gateway.shedding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What load shedding counts. */
final class SheddingMetrics {

    private final MeterRegistry meters;
    private final Map<Rank, Counter> admitted = new EnumMap<>(Rank.class);
    private final Map<Rank, Counter> refused = new EnumMap<>(Rank.class);

    SheddingMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (var rank : Rank.values()) {
            admitted.put(rank, decisions(rank, "admitted"));
            refused.put(rank, decisions(rank, "refused"));
        }
    }

    private Counter decisions(Rank rank, String outcome) {
        return Counter.builder("souk.gateway.shedding.decisions")
                .description("Requests that were let through to a service, or refused because there was no room")
                .tag("rank", rank.id())
                .tag("outcome", outcome)
                .register(meters);
    }

    void decided(Rank rank, boolean isAdmitted) {
        (isAdmitted ? admitted : refused).get(rank).increment();
    }

    Capacity measured(String service, Capacity capacity) {
        Gauge.builder("souk.gateway.shedding.limit", capacity, Capacity::limit)
                .description("Requests that are let through to the service at a time")
                .tag("service", service)
                .strongReference(true)
                .register(meters);
        Gauge.builder("souk.gateway.shedding.in.flight", capacity, Capacity::inFlight)
                .description("Requests under way to the service")
                .tag("service", service)
                .strongReference(true)
                .register(meters);
        return capacity;
    }
}
