package souk.shared.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Knows what the start of this process is doing, and ends the waiting when one step of it takes too long: a start that
 * hangs looks alive to everybody, and only a new start helps. On a thread of its own, because what hangs may be any
 * other. Thread-safe.
 */
final class StartWatch {

    private static final Logger LOG = LogManager.getLogger(StartWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final Duration patience;
    private final StuckStart stuck;
    private final LongSupplier nanoClock;
    private Step step;

    private record Step(String name, long since) {}

    /** Told once, with the step that did not end. */
    interface StuckStart {
        void after(String step, Duration waited);
    }

    /** @param patience for each step, not for the whole */
    StartWatch(Duration patience, StuckStart stuck, LongSupplier nanoClock) {
        this.patience = patience;
        this.stuck = stuck;
        this.nanoClock = nanoClock;
    }

    /** Looks twice a second until {@link #done}. */
    StartWatch begin(String first) {
        enter(first);
        var thread = new Thread(this::watch, "start-watch");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    synchronized void enter(String name) {
        leave();
        step = new Step(name, nanoClock.getAsLong());
    }

    synchronized void done() {
        leave();
        step = null;
    }

    /** What it is doing now; empty when the start is over. */
    synchronized String current() {
        return step == null ? "" : step.name;
    }

    /** Returns whether to go on looking. */
    boolean look() {
        Step late;
        synchronized (this) {
            if (step == null || waited().compareTo(patience) < 0) {
                return step != null;
            }
            late = step;
            step = null;
        }
        stuck.after(late.name, Duration.ofNanos(nanoClock.getAsLong() - late.since));
        return false;
    }

    private void leave() {
        if (step != null) {
            LOG.debug("event=start-step name=\"{}\" millis={}", step.name, waited().toMillis());
        }
    }

    private Duration waited() {
        return Duration.ofNanos(nanoClock.getAsLong() - step.since);
    }

    private void watch() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } while (look());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
