package souk.gateway.limiting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What the rate limits count. */
final class LimitingMetrics {

    private final MeterRegistry meters;
    private final Map<Policy, Counter> allowed = new EnumMap<>(Policy.class);
    private final Map<Policy, Counter> refused = new EnumMap<>(Policy.class);
    private final Counter received;
    private final Counter lost;

    LimitingMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (var policy : Policy.values()) {
            allowed.put(policy, decisions(policy, "allowed"));
            refused.put(policy, decisions(policy, "refused"));
        }
        this.received = news("received");
        this.lost = news("lost");
    }

    private Counter decisions(Policy policy, String outcome) {
        return Counter.builder("souk.gateway.limits.decisions")
                .description("Requests that a rate limit let through or refused")
                .tag("policy", policy.id())
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter news(String outcome) {
        return Counter.builder("souk.gateway.limits.news")
                .description("What other gateways told about their clients: received, or missing in between")
                .tag("outcome", outcome)
                .register(meters);
    }

    void measure(Accounts accounts) {
        Gauge.builder("souk.gateway.limits.buckets", accounts, Accounts::size)
                .description("Clients and policies whose consumption is remembered")
                .strongReference(true)
                .register(meters);
    }

    void decided(Policy policy, boolean isAllowed) {
        (isAllowed ? allowed : refused).get(policy).increment();
    }

    /** @param missing news that should have come before these */
    void heard(long missing) {
        received.increment();
        lost.increment(missing);
    }
}
