package souk.products.category;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import souk.products.change.ChangeNews;
import souk.shared.http.Answer;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.Refusal;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/**
 * Changing the tree of categories: one change after the other, and of several editors who have read the same version of a
 * category one wins. Everybody is told of what was changed.
 */
final class CategoryEditing {

    private final Database database;
    private final RequestKeys keys;
    private final ChangeNews news;

    CategoryEditing(Database database, RequestKeys keys, ChangeNews news) {
        this.database = database;
        this.keys = keys;
        this.news = news;
    }

    /** @param request if it carries an Idempotency-Key, so that it takes effect once */
    Future<Answer> create(
            Optional<KeyedRequest> request, NewCategory category, UUID actor, Function<Category, Answer> answer) {
        return answered(
                request,
                connection -> CategoryChangeRepository.insert(connection, category, actor)
                        .map(answer));
    }

    /** As {@link #create}. */
    Future<Answer> move(
            Optional<KeyedRequest> request,
            UUID id,
            CategoryMove move,
            ExpectedVersion expected,
            Acting<Category> acting) {
        return answered(
                request,
                connection -> CategoryChangeRepository.move(connection, id, move, expected, acting.actor())
                        .map(acting.answer()));
    }

    Future<Category> change(UUID id, CategoryChange change, ExpectedVersion expected, UUID actor) {
        return told(inTurn(connection -> CategoryChangeRepository.change(connection, id, change, expected, actor)));
    }

    Future<Void> delete(UUID id, CategoryRemoval removal, ExpectedVersion expected, UUID actor) {
        return told(inTurn(connection -> CategoryRemovalRepository.delete(connection, id, removal, expected, actor)))
                .onSuccess(news::products)
                .mapEmpty();
    }

    /** Who acts, and what they are answered. */
    record Acting<T>(UUID actor, Function<T, Answer> answer) {}

    private Future<Answer> answered(Optional<KeyedRequest> request, Function<SqlConnection, Future<Answer>> effect) {
        return told(request.map(keyed -> keys.once(keyed, TreeRepository.inTurn(effect)))
                .orElseGet(() -> inTurn(effect)));
    }

    private <T> Future<T> inTurn(Function<SqlConnection, Future<T>> effect) {
        return database.transaction(TreeRepository.inTurn(effect));
    }

    /** After trouble it may have happened. */
    private <T> Future<T> told(Future<T> change) {
        return change.onComplete(done -> {
            if (done.succeeded() || !(done.cause() instanceof Refusal)) {
                news.categories();
            }
        });
    }
}
