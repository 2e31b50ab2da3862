package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import java.util.function.Function;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.catalog.CatalogFailure.NotDeleted;
import souk.products.catalog.CatalogFailure.NotYours;
import souk.products.grant.Rights;
import souk.shared.http.Answer;
import souk.shared.http.ExpectedVersion;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/**
 * Taking a deletion back. Fails with NoSuchProduct, also for a deleted one that the caller may not restore, NotYours, a
 * stale version, NotDeleted, or Taken if another product has its SKU or its slug meanwhile.
 */
final class Restoring {

    private final Database database;
    private final RequestKeys keys;

    Restoring(Database database, RequestKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    Future<Product> restore(UUID id, ExpectedVersion expected, Rights rights) {
        return database.connection(connection -> restore(connection, id, expected, rights));
    }

    /** As {@link #restore}, once per request: a repetition gets the answer that was made for the first. */
    Future<Answer> restoreOnce(
            KeyedRequest request, UUID id, ExpectedVersion expected, Rights rights, Function<Product, Answer> answer) {
        return keys.once(
                request, connection -> restore(connection, id, expected, rights).map(answer));
    }

    private static Future<Product> restore(SqlConnection connection, UUID id, ExpectedVersion expected, Rights rights) {
        return ChangingRepository.restore(connection, id, expected, rights)
                .compose(restored -> restored.map(Future::succeededFuture)
                        .orElseGet(() -> ChangingRepository.standing(connection, id, expected, rights, true)
                                .compose(seen -> Future.failedFuture(seen.map(standing -> whyNot(expected, standing))
                                        .orElseGet(() -> new NoSuchProduct().refusal())))));
    }

    private static Throwable whyNot(ExpectedVersion expected, Standing standing) {
        if (!standing.deleted() && !standing.mayManage()) {
            return new NotYours().refusal();
        }
        return standing.deleted() || !expected.accepts(standing.version())
                ? Editing.stale(expected, standing)
                : new NotDeleted().refusal();
    }
}
