package souk.products.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.catalog.CatalogFailure.NotYours;
import souk.products.catalog.CatalogFailure.TooManyAttributes;
import souk.products.catalog.CatalogFailure.UnknownCategories;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/**
 * Changing and deleting products. Of several editors who have read the same version, one wins; the others are told what
 * differs. Fails with NoSuchProduct for what the caller may not see, NotYours, a stale version, Taken, StockBelowReserved,
 * UnknownCategories or TooManyAttributes.
 */
public final class Editing {

    private static final int ROUNDS = 5;

    private final ReadingRepository reading;
    private final ChangingRepository changing;

    Editing(ReadingRepository reading, ChangingRepository changing) {
        this.reading = reading;
        this.changing = changing;
    }

    /** @param ifMatch takes the place of the version in the change; one of the two must be there */
    Future<Product> change(UUID id, ProductChange change, Optional<ExpectedVersion> ifMatch, Editor editor) {
        return change(id, change, ExpectedVersion.required(ifMatch, change.basedOn()), editor);
    }

    /** As {@link #change}; what is given in part is completed from what is there. */
    Future<Product> patch(UUID id, ProductPatch patch, Optional<ExpectedVersion> ifMatch, Editor editor) {
        return patch.needsPresent()
                ? patchOver(id, patch, ifMatch, editor, ROUNDS)
                : change(id, patch.change(), ifMatch, editor);
    }

    /** What orders hold of the product stays theirs. */
    Future<Void> delete(UUID id, ExpectedVersion expected, Rights rights) {
        return changing.delete(id, expected, rights)
                .compose(deleted -> deleted
                        ? Future.succeededFuture()
                        : standing(id, expected, rights, Standing::mayManage)
                                .compose(standing -> Future.failedFuture(stale(expected, standing))));
    }

    Future<Product> change(UUID id, ProductChange change, ExpectedVersion expected, Editor editor) {
        return changing.change(id, change, expected, editor)
                .compose(changed -> changed.map(Future::succeededFuture)
                        .orElseGet(() -> standing(
                                        id, expected, editor.rights(), seen -> seen.mayChangeTo(change.visibility()))
                                .compose(standing -> whyNot(change, expected, standing))));
    }

    /** It was completed from one version, so the change is valid over that one only. */
    private Future<Product> patchOver(
            UUID id, ProductPatch patch, Optional<ExpectedVersion> ifMatch, Editor editor, int rounds) {
        return visible(id, editor.rights()).compose(present -> {
            var change = patch.over(present).change();
            var expected = ExpectedVersion.required(ifMatch, change.basedOn());
            if (!expected.accepts(present.version())) {
                return change(id, change, expected, editor);
            }
            var pinned = new ExpectedVersion(List.of(present.version()), false, expected.fromHeader());
            return change(id, change, pinned, editor)
                    .recover(failure -> expected.any() && rounds > 1 && isStale(failure)
                            ? patchOver(id, patch, ifMatch, editor, rounds - 1)
                            : Future.failedFuture(failure));
        });
    }

    /** Nothing was changed, though they may: another version, or a change that does not fit. */
    private Future<Product> whyNot(ProductChange change, ExpectedVersion expected, Standing standing) {
        if (!expected.accepts(standing.version())) {
            return Future.failedFuture(stale(expected, standing));
        }
        var categories = Optional.ofNullable(change.categories()).orElse(List.of());
        return changing.unknown(categories).compose(unknown -> {
            if (!unknown.isEmpty()) {
                return Future.failedFuture(new UnknownCategories(categories, unknown).refusal());
            }
            return Future.failedFuture(
                    change.attributes() == null ? stale(expected, standing) : new TooManyAttributes().refusal());
        });
    }

    /** Fails with NoSuchProduct or NotYours. */
    private Future<Standing> standing(UUID id, ExpectedVersion expected, Rights rights, Predicate<Standing> mayDoIt) {
        return changing.standing(id, expected, rights)
                .map(seen -> seen.orElseThrow(() -> new NoSuchProduct().refusal()))
                .compose(standing -> mayDoIt.test(standing)
                        ? Future.succeededFuture(standing)
                        : Future.failedFuture(new NotYours().refusal()));
    }

    static Refusal stale(ExpectedVersion expected, Standing standing) {
        var problem = expected.stale("product", standing.version()).problem();
        return standing.differing()
                .map(differing -> problem.with("differing", differing))
                .orElse(problem)
                .refusal();
    }

    private Future<Product> visible(UUID id, Rights rights) {
        return reading.find(id, new Viewer(rights.caller(), rights.readsAll()))
                .map(found -> found.orElseThrow(() -> new NoSuchProduct().refusal()));
    }

    private static boolean isStale(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.problem().code() == ProblemCode.STALE_VERSION;
    }
}
