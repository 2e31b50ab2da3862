package souk.shared.runtime;

import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How far this process is, for its health endpoints. Thread-safe. */
final class Lifecycle {

    private static final long PULSE_MILLIS = 500;
    private static final long STUCK_NANOS = 10_000_000_000L;

    private final StartWatch start;
    private volatile Health health;
    private volatile BooleanSupplier connected = () -> false;
    private volatile boolean started;
    private volatile boolean stopping;
    private volatile long pulse;

    Lifecycle(StartWatch start) {
        this.start = start;
    }

    /** What it does until it is started. */
    StartWatch start() {
        return start;
    }

    static long upMillis() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    /** From now on the event loop must go round, or this process is not alive. */
    void beat(Vertx vertx) {
        pulse = System.nanoTime();
        vertx.setPeriodic(PULSE_MILLIS, tick -> pulse = System.nanoTime());
    }

    void started(Health health, BooleanSupplier connected) {
        this.health = health;
        this.connected = connected;
        started = true;
        start.done();
    }

    void stopping() {
        stopping = true;
    }

    boolean isAlive() {
        return pulse == 0 || stopping || System.nanoTime() - pulse < STUCK_NANOS;
    }

    boolean isStarted() {
        return started;
    }

    private boolean isServing() {
        return started && !stopping;
    }

    /** All conditions of being ready, by name. Blocks as long as the patience at most; not for event loops. */
    Map<String, Boolean> checks(Duration patience) {
        var checks = new LinkedHashMap<String, Boolean>();
        checks.put("serving", isServing());
        if (isServing()) {
            checks.put("cluster", connected.getAsBoolean());
            checks.putAll(health.results(patience));
        }
        return checks;
    }
}
