package souk.shared.resilience;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The breakers of a process, one for each name. Thread-safe. */
public final class Breakers {

    private final Vertx vertx;
    private final MeterRegistry meters;
    private final BreakerRule rule;
    private final LongSupplier nanoClock;
    private final Map<String, Breaker> byName = new ConcurrentHashMap<>();

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    public Breakers(Vertx vertx, MeterRegistry meters, BreakerRule rule, LongSupplier nanoClock) {
        this.vertx = vertx;
        this.meters = meters;
        this.rule = rule;
        this.nanoClock = nanoClock;
    }

    /** By the standard rule. */
    public static Breakers standard(Vertx vertx, MeterRegistry meters) {
        return new Breakers(vertx, meters, BreakerRule.STANDARD, System::nanoTime);
    }

    /** @param name of a bounded set: it labels the metrics */
    public Breaker of(String name) {
        var known = byName.get(name);
        return known != null ? known : byName.computeIfAbsent(name, this::create);
    }

    /** {@code closed}, {@code half_open} or {@code open} by name, for people. */
    public Map<String, String> states() {
        var states = new TreeMap<String, String>();
        byName.forEach(
                (name, breaker) -> states.put(name, breaker.state().name().toLowerCase(Locale.ROOT)));
        return states;
    }

    private Breaker create(String name) {
        var breaker = new Breaker(vertx, name, rule, nanoClock, new BreakerMetrics(meters, name));
        Gauge.builder("souk.breaker.state", breaker, Breakers::number)
                .description("0 closed, 1 half open, 2 open")
                .tag("breaker", name)
                .register(meters);
        return breaker;
    }

    private static int number(Breaker breaker) {
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
