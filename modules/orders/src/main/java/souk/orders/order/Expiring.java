package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.async.Rounds;
import souk.shared.contract.OrderEvents;
import souk.shared.outbox.Event;
import souk.shared.outbox.OutboxRepository;
import souk.shared.sql.Database;

/** Gives up orders that were not paid in time. Every instance does so; rows that one works on, the others skip. */
public final class Expiring {

    private static final Logger LOG = LogManager.getLogger(Expiring.class);

    private final Vertx vertx;
    private final Database database;
    private final Duration age;
    private final Runnable published;
    private final ExpiryRepository orders = new ExpiryRepository();
    private long timer = -1;
    private boolean stopped;

    /**
     * @param age after which an order that is still confirmed expires
     * @param published called after a commit that has put events into the outbox
     */
    public Expiring(Vertx vertx, Database database, Duration age, Runnable published) {
        this.vertx = vertx;
        this.database = database;
        this.age = age;
        this.published = published;
    }

    public void start(Duration every) {
        if (!stopped) {
            timer = vertx.setTimer(every.toMillis(), due -> sweep().onComplete(done -> start(every)));
        }
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Goes on until nothing is due any more; gives how many expired. Trouble is for the next round. */
    public Future<Integer> sweep() {
        var total = new AtomicInteger();
        return Rounds.whileTrue(() -> some().map(expired -> {
                    total.addAndGet(expired);
                    return expired == ExpiryRepository.AT_ONCE && !stopped;
                }))
                .map(done -> total.get())
                .recover(trouble -> {
                    LOG.warn("event=expiry-postponed reason=\"{}\"", trouble.getMessage());
                    return Future.succeededFuture(0);
                });
    }

    private Future<Integer> some() {
        return database.transaction(connection -> orders.expire(connection, age.toMillis() / 1_000.0)
                        .compose(expired -> OutboxRepository.add(
                                        connection,
                                        expired.stream().map(Expiring::event).toList())
                                .map(expired.size())))
                .onSuccess(expired -> {
                    if (expired > 0) {
                        LOG.info("event=orders-expired count={}", expired);
                        published.run();
                    }
                });
    }

    private static Event event(Order order) {
        return Event.of(order.id(), order.version(), OrderEvents.EXPIRED, OrderView.of(order));
    }
}
