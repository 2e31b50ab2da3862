package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds out what became of charges and refunds that nobody waits for any more: their instance has died, the provider
 * did not answer, or the order ended first. Every instance does so; a lease in the row keeps them apart, and the key
 * keeps the money right where it does not.
 */
public final class Reconciling {

    private static final Logger LOG = LogManager.getLogger(Reconciling.class);
    private static final long PATIENCE_MILLIS = 5_000;

    private final Vertx vertx;
    private final PaymentFeature.Parts parts;
    private long timer = -1;
    private boolean stopped;

    Reconciling(Vertx vertx, PaymentFeature.Parts parts) {
        this.vertx = vertx;
        this.parts = parts;
    }

    void start(Duration every) {
        if (!stopped) {
            timer = vertx.setTimer(every.toMillis(), due -> reconcile().onComplete(done -> start(every)));
        }
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** One round; gives how many calls it made. Trouble is for a later round. */
    public Future<Integer> reconcile() {
        return parts.payments()
                .claim()
                .compose(payments -> parts.refunds().claim().compose(refunds -> {
                    var calls = new ArrayList<Future<?>>();
                    payments.forEach(payment -> calls.add(bounded(
                            payment.state() == Payment.State.BEGUN
                                    ? parts.paying().charge(payment)
                                    : parts.paying().cancel(payment))));
                    refunds.forEach(
                            refund -> calls.add(bounded(parts.refunding().send(refund))));
                    return Future.join(calls).map(calls.size());
                }))
                .recover(trouble -> {
                    LOG.warn("event=reconciling-postponed reason=\"{}\"", trouble.getMessage());
                    return Future.succeededFuture(0);
                });
    }

    /** An answer that comes later still counts. */
    private static Future<?> bounded(Future<?> call) {
        return call.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(trouble -> LOG.info("event=payment-still-open reason=\"{}\"", trouble.getMessage()))
                .otherwiseEmpty();
    }
}
