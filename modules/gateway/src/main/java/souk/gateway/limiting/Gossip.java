package souk.gateway.limiting;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.shared.bus.Bus;

/**
 * Tells other gateways what clients have taken here, and hears from them. Nothing waits for it: without news a gateway
 * goes on with what it has seen itself.
 */
final class Gossip {

    /** In one round; the rest has to wait for the next. */
    private static final int ENTRIES = 1_000;

    private static final int GATEWAYS = 256;
    private static final Map<String, Policy> POLICIES =
            Stream.of(Policy.values()).collect(Collectors.toUnmodifiableMap(Policy::id, policy -> policy));

    private final String self = UUID.randomUUID().toString();
    private final Bus bus;
    private final Accounts accounts;
    private final LimitingMetrics metrics;
    private final Map<String, Long> heard = new LinkedHashMap<>();
    private long number;

    Gossip(Bus bus, Accounts accounts, LimitingMetrics metrics) {
        this.bus = bus;
        this.accounts = accounts;
        this.metrics = metrics;
    }

    /** Completes when the others can be heard. */
    Future<Void> listen() {
        return bus.subscribe(Spending.TOPIC, this::hear);
    }

    /** Whether there was anything to tell. */
    boolean tell() {
        var entries = accounts.news(ENTRIES);
        if (entries.isEmpty()) {
            return false;
        }
        number++;
        bus.publish(Spending.TOPIC, new Spending(self, number, entries));
        return true;
    }

    private void hear(Spending spending) {
        if (spending.gateway().equals(self)) {
            return;
        }
        metrics.heard(missing(spending));
        for (var entry : spending.entries()) {
            var policy = POLICIES.get(entry.policy());
            if (policy != null && entry.client() != null) {
                accounts.deduct(policy, entry.client(), entry.tokens());
            }
        }
    }

    /** How many news of that gateway did not come. */
    private long missing(Spending spending) {
        if (heard.size() >= GATEWAYS && !heard.containsKey(spending.gateway())) {
            heard.clear();
        }
        var last = heard.put(spending.gateway(), spending.number());
        return last == null ? 0 : Math.max(0, spending.number() - last - 1);
    }
}
