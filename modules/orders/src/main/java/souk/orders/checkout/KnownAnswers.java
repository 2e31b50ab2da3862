package souk.orders.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import souk.orders.checkout.PlacementRepository.AskedKey;
import souk.orders.checkout.PlacementRepository.Kept;
import souk.shared.sql.Batcher;
import souk.shared.sql.Verdict;

/** Looks up what keyed requests were answered before, those that arrive together in one statement. */
final class KnownAnswers {

    private final PlacementRepository placements;
    private final Batcher<AskedKey, Optional<Kept>> batches;

    KnownAnswers(Vertx vertx, PlacementRepository placements) {
        this.placements = placements;
        this.batches = new Batcher<>(vertx, Batcher.Limits.STANDARD, this::find);
    }

    Future<Optional<Kept>> to(Attempt attempt) {
        return batches.submit(new AskedKey(attempt.customer(), attempt.requestKey()));
    }

    void measure(MeterRegistry meters) {
        batches.measure(meters, "known-answers");
    }

    private Future<List<Verdict<Optional<Kept>>>> find(List<AskedKey> asked) {
        return placements
                .answersTo(asked)
                .map(known -> asked.stream()
                        .map(key -> Verdict.of(Optional.ofNullable(known.get(key))))
                        .toList());
    }
}
