package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Removes once a minute, a bounded number of rows at a time, what nobody will ask for any more. */
public final class Housekeeping {

    /** How long answers to keyed requests are kept. */
    public static final Duration KEPT = Duration.ofHours(25);

    private static final Logger LOG = LogManager.getLogger(Housekeeping.class);
    private static final long EVERY_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Vertx vertx;

    public Housekeeping(Vertx vertx) {
        this.vertx = vertx;
    }

    public Housekeeping requestKeys(RequestKeys keys) {
        return everyMinute("request keys", () -> keys.sweep(KEPT));
    }

    /** @param sweep removes some rows; a failure is tried again a minute later */
    public Housekeeping everyMinute(String what, Supplier<Future<?>> sweep) {
        vertx.setPeriodic(
                EVERY_MILLIS,
                due -> sweep.get()
                        .onFailure(failure ->
                                LOG.warn("event=not-swept what=\"{}\" reason=\"{}\"", what, failure.getMessage())));
        return this;
    }
}
