package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Removes once a minute, a bounded number of rows at a time, what nobody will ask for any more. */
public final class Housekeeping {

    /** How long answers to keyed requests are kept, and events remembered as received. */
    public static final Duration KEPT = Duration.ofHours(25);

    /**
     * How long an inbox knows the newest version of an aggregate after the last event of it. An outbox sends an event
     * again only until it is marked as published, seconds after its delivery unless the database it lies in is away just
     * then; published ones are never sent again. (A dead letter may be replayed whenever somebody likes, but was never
     * admitted, and holds back what follows it.) So what must be outlasted is an outage of that database, or its return
     * to a backup in which the event was not published yet: a month is longer than either, at one small row per order.
     */
    public static final Duration VERSIONS_KEPT = Duration.ofDays(30);

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
