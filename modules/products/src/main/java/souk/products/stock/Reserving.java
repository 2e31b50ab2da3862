package souk.products.stock;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import souk.products.grant.Viewer;
import souk.products.stock.Judgement.Accepted;
import souk.products.stock.Judgement.Refused;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.problem.Trouble;
import souk.shared.sql.Batcher;
import souk.shared.sql.Verdict;

/** Holds stock for orders, many requests to a transaction. */
public final class Reserving {

    private static final int LOOKS = 3;

    private final ReservationRepository reservations;
    private final Batcher<Asking, Outcome> batches;

    /** What the batch says of one request: it was judged, or it met an earlier one of the same order or key. */
    private record Outcome(Judgement verdict) {}

    Reserving(Vertx vertx, ReservationRepository reservations, Batcher.Limits limits) {
        this.reservations = reservations;
        this.batches = new Batcher<>(vertx, limits, this::hold);
    }

    /** All lines or none, of products that the viewer sees; a repeat of an order id or of a request that is still held gets the first answer. */
    public Future<StockReserved> reserve(ReserveStock request, Viewer viewer) {
        return reserve(new Asking(request, viewer), LOOKS);
    }

    void measure(MeterRegistry meters) {
        batches.measure(meters, "reserve");
    }

    private Future<StockReserved> reserve(Asking asking, int looksLeft) {
        return batches.submit(asking).compose(outcome -> {
            if (outcome.verdict() instanceof Accepted accepted) {
                return Future.succeededFuture(
                        new StockReserved(accepted.request().orderId(), accepted.lines()));
            }
            if (outcome.verdict() instanceof Refused refused) {
                return Future.failedFuture(refused.failure().refusal());
            }
            return reservations
                    .existing(asking.request())
                    .compose(earlier ->
                            earlier.map(Future::succeededFuture).orElseGet(() -> again(asking, looksLeft - 1)));
        });
    }

    /** The earlier one has gone between the batch and the look: nothing is in the way of this one any more. */
    private Future<StockReserved> again(Asking asking, int looksLeft) {
        return looksLeft > 0
                ? reserve(asking, looksLeft)
                : Future.failedFuture(Trouble.because("reservations of the same request come and go"));
    }

    private Future<List<Verdict<Outcome>>> hold(List<Asking> askings) {
        return reservations.hold(askings).map(verdicts -> {
            var byOrder = new HashMap<UUID, Judgement>();
            verdicts.forEach(verdict -> byOrder.put(verdict.request().orderId(), verdict));
            var outcomes = new ArrayList<Verdict<Outcome>>();
            askings.forEach(asking -> outcomes.add(new Verdict.Done<>(
                    new Outcome(byOrder.remove(asking.request().orderId())))));
            return outcomes;
        });
    }
}
