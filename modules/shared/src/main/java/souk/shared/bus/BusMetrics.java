package souk.shared.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the bus counts. Labels are operations and outcomes, never instances or ids. */
record BusMetrics(MeterRegistry meters, Map<String, Timer> timers) {

    static BusMetrics in(MeterRegistry meters) {
        return new BusMetrics(meters, new ConcurrentHashMap<>());
    }

    static BusMetrics none() {
        return in(new CompositeMeterRegistry());
    }

    /** @param side {@code call} or {@code serve} */
    void took(String side, String address, String outcome, long nanos) {
        timers.computeIfAbsent(
                        side + ' ' + address + ' ' + outcome,
                        key -> Timer.builder("souk.bus." + side)
                                .tag("operation", address)
                                .tag("outcome", outcome)
                                .register(meters))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void forged(String address) {
        meters.counter("souk.bus.forged.callers", "operation", address).increment();
    }

    void repeatRefused(String address) {
        meters.counter("souk.bus.retries.refused", "operation", address).increment();
    }

    void ejected(String service) {
        meters.counter("souk.bus.ejections", "service", service).increment();
    }
}
