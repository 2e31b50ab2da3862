package souk.products.stock;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.contract.OrderFates;

/**
 * Ends reservations that nobody has settled in time by asking what became of their orders. Without an answer the stock
 * stays held: safety before liveness. Every instance sweeps; what two of them settle twice is settled once.
 */
public final class Sweeper {

    private static final Logger LOG = LogManager.getLogger(Sweeper.class);
    private static final int AT_ONCE = 100;

    private final Vertx vertx;
    private final Settling settling;
    private final Function<List<UUID>, Future<OrderFates>> fates;
    private long timer = -1;
    private boolean stopped;

    /** @param fates asks the orders service; its answer is a decision */
    public Sweeper(Vertx vertx, Settling settling, Function<List<UUID>, Future<OrderFates>> fates) {
        this.vertx = vertx;
        this.settling = settling;
        this.fates = fates;
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

    /** One round; answers how many reservations it settled. Trouble is for the next round. */
    public Future<Integer> sweep() {
        return settling.expired(AT_ONCE)
                .compose(expired -> expired.isEmpty() ? Future.succeededFuture(0) : settle(expired))
                .recover(trouble -> {
                    LOG.warn("event=sweep-postponed reason=\"{}\"", trouble.getMessage());
                    return Future.succeededFuture(0);
                });
    }

    private Future<Integer> settle(List<UUID> expired) {
        return fates.apply(expired).compose(answer -> {
            var asked = answer.fates().stream()
                    .filter(fate -> expired.contains(fate.orderId()))
                    .toList();
            LOG.info("event=swept expired={} answered={}", expired.size(), asked.size());
            return settling.settle(asked).map(asked.size());
        });
    }
}
