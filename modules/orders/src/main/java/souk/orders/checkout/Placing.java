package souk.orders.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import souk.shared.sql.Batcher;
import souk.shared.sql.Verdict;

/** Commits placements, those that arrive together in one transaction. */
class Placing {

    private final PlacementRepository placements;
    private final Runnable published;
    private final Batcher<Placement, Boolean> batches;

    /** @param published called after a commit that has put events into the outbox */
    Placing(Vertx vertx, PlacementRepository placements, Runnable published) {
        this.placements = placements;
        this.published = published;
        this.batches = new Batcher<>(vertx, Batcher.Limits.STANDARD, this::commit);
    }

    /** False if another attempt took the key or the order id first: read again what is there. */
    Future<Boolean> place(Placement placement) {
        return batches.submit(placement);
    }

    void measure(MeterRegistry meters) {
        batches.measure(meters, "place");
    }

    private Future<List<Verdict<Boolean>>> commit(List<Placement> batch) {
        return placements.commit(batch).map(placed -> {
            published.run();
            var left = new HashSet<>(placed);
            return batch.stream()
                    .<Verdict<Boolean>>map(placement ->
                            new Verdict.Done<>(left.remove(placement.order().id())))
                    .toList();
        });
    }
}
