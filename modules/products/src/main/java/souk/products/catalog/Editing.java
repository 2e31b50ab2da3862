package souk.products.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.catalog.CatalogFailure.NotYours;
import souk.products.grant.Rights;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/**
 * Changing and deleting products. Of several editors who have read the same version, one wins; the others are told.
 * Fails with NoSuchProduct for what the caller may not see, NotYours, a stale version, DuplicateSku or
 * StockBelowReserved.
 */
final class Editing {

    private static final int ROUNDS = 5;

    private final ProductRepository products;

    Editing(ProductRepository products) {
        this.products = products;
    }

    /** @param ifMatch takes the place of the version in the change; one of the two must be there */
    Future<Product> change(UUID id, ProductChange change, Optional<ExpectedVersion> ifMatch, Editor editor) {
        return change(id, change, ExpectedVersion.required(ifMatch, change.basedOn()), editor);
    }

    /** As {@link #change}; a price that is given in part is completed from the present one. */
    Future<Product> patch(UUID id, ProductPatch patch, Optional<ExpectedVersion> ifMatch, Editor editor) {
        return patch.needsPresentPrice()
                ? patchPrice(id, patch, ifMatch, editor, ROUNDS)
                : change(id, patch.change(), ifMatch, editor);
    }

    /** What orders hold of the product stays theirs. */
    Future<Void> delete(UUID id, ExpectedVersion expected, Rights rights) {
        return products.delete(id, expected, rights)
                .compose(deleted ->
                        deleted ? Future.succeededFuture() : explain(id, expected, rights, Standing::mayManage));
    }

    private Future<Product> change(UUID id, ProductChange change, ExpectedVersion expected, Editor editor) {
        return products.change(id, change, expected, editor)
                .compose(changed -> changed.map(Future::succeededFuture)
                        .orElseGet(() -> explain(
                                id, expected, editor.rights(), standing -> standing.mayChangeTo(change.visibility()))));
    }

    /** The price was completed from one version, so the change is valid over that one only. */
    private Future<Product> patchPrice(
            UUID id, ProductPatch patch, Optional<ExpectedVersion> ifMatch, Editor editor, int rounds) {
        return visible(id, editor.rights()).compose(present -> {
            var change = patch.over(present.price()).change();
            var expected = ExpectedVersion.required(ifMatch, change.basedOn());
            if (!expected.accepts(present.version())) {
                return change(id, change, expected, editor);
            }
            var pinned = new ExpectedVersion(List.of(present.version()), false, expected.fromHeader());
            return change(id, change, pinned, editor)
                    .recover(failure -> expected.any() && rounds > 1 && isStale(failure)
                            ? patchPrice(id, patch, ifMatch, editor, rounds - 1)
                            : Future.failedFuture(failure));
        });
    }

    /** Nothing was changed: because it is not there, not the caller's, or at another version. */
    private <T> Future<T> explain(UUID id, ExpectedVersion expected, Rights rights, Predicate<Standing> mayDoIt) {
        return products.standing(id, rights).compose(seen -> {
            var standing = seen.orElseThrow(() -> new NoSuchProduct().refusal());
            return Future.failedFuture(
                    mayDoIt.test(standing) ? expected.stale("product", standing.version()) : new NotYours().refusal());
        });
    }

    private Future<Product> visible(UUID id, Rights rights) {
        return products.find(id, rights).map(found -> found.orElseThrow(() -> new NoSuchProduct().refusal()));
    }

    private static boolean isStale(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.problem().code() == ProblemCode.STALE_VERSION;
    }
}
