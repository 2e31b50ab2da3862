package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.function.Function;
import souk.products.grant.Act;
import souk.products.grant.Visibility;
import souk.shared.http.Answer;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** New products. Fails with ThereIsOne, Taken or UnknownCategories. */
final class Creating {

    private final Database database;
    private final RequestKeys keys;

    Creating(Database database, RequestKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    Future<Product> create(Insertion insertion, Act act) {
        return insertion.product().visibility() == Visibility.PUBLIC
                ? database.connection(connection -> create(connection, insertion, act))
                : database.transaction(connection -> create(connection, insertion, act));
    }

    /** As {@link #create}, once per request: a repetition gets the answer that was made for the first. */
    Future<Answer> createOnce(KeyedRequest request, Insertion insertion, Act act, Function<Product, Answer> answer) {
        return keys.once(
                request, connection -> create(connection, insertion, act).map(answer));
    }

    private static Future<Product> create(SqlConnection connection, Insertion insertion, Act act) {
        return InsertingRepository.insert(connection, List.of(insertion), act)
                .compose(made -> made.isEmpty()
                        ? InsertingRepository.obstacle(connection, insertion, act)
                                .compose(obstacle -> Future.failedFuture(obstacle))
                        : Future.succeededFuture(made.get(0)));
    }
}
