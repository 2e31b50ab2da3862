package souk.products.inventory;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.function.Function;
import souk.products.inventory.AdjustingRepository.Outcome;
import souk.products.inventory.StockFailure.BelowReserved;
import souk.products.inventory.StockFailure.NoSuchProduct;
import souk.products.inventory.StockFailure.NotYours;
import souk.products.inventory.StockFailure.TooMany;
import souk.shared.http.Answer;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/**
 * Changing the stock by so many pieces. Fails with NoSuchProduct, NotYours, a stale version, BelowReserved or TooMany, and
 * then nothing is changed.
 */
final class Adjusting {

    private final Database database;
    private final RequestKeys keys;

    Adjusting(Database database, RequestKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    Future<Adjusted> adjust(Adjustment adjustment, StockRights rights) {
        return database.transaction(connection -> adjust(connection, adjustment, rights));
    }

    /** As {@link #adjust}, once per request: a repetition gets the answer that was made for the first. */
    Future<Answer> adjustOnce(
            KeyedRequest request, Adjustment adjustment, StockRights rights, Function<Adjusted, Answer> answer) {
        return keys.once(
                request, connection -> adjust(connection, adjustment, rights).map(answer));
    }

    private static Future<Adjusted> adjust(SqlConnection connection, Adjustment adjustment, StockRights rights) {
        return AdjustingRepository.adjust(connection, adjustment, rights)
                .compose(done -> done.map(outcome -> judged(outcome, adjustment, rights))
                        .orElseGet(() -> StockLevelRepository.writing(connection, adjustment.product(), rights)
                                .compose(seen -> Future.failedFuture(whyNot(seen, adjustment)))));
    }

    private static Future<Adjusted> judged(Outcome outcome, Adjustment adjustment, StockRights rights) {
        var before = outcome.before();
        if (outcome.at() == null) {
            return Future.failedFuture(
                    adjustment.delta() < 0
                            ? new BelowReserved(before.onHand(), before.reserved()).refusal()
                            : new TooMany(before.onHand()).refusal());
        }
        var after = StockLevel.of(
                before.productId(), before.onHand() + adjustment.delta(), before.reserved(), before.version());
        var movement = new Movement(
                outcome.movement(),
                adjustment.delta(),
                adjustment.reason(),
                rights.product().caller(),
                null,
                after.onHand(),
                outcome.at());
        return Future.succeededFuture(new Adjusted(movement, after));
    }

    private static RuntimeException whyNot(Optional<Standing> seen, Adjustment adjustment) {
        if (seen.isEmpty()) {
            return new NoSuchProduct().refusal();
        }
        if (!seen.get().may()) {
            return new NotYours().refusal();
        }
        var version = seen.get().level().version();
        return adjustment.expected().accepts(version)
                ? Trouble.because("the product has changed twice while its stock was to be changed")
                : stale(adjustment, version);
    }

    private static Refusal stale(Adjustment adjustment, long version) {
        return adjustment.expected().stale("product", version);
    }
}
