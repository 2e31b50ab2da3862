package souk.orders.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import souk.shared.sql.Database;

/** Reads what a {@link ListStatement} finds. */
public final class SliceRepository {

    private SliceRepository() {}

    /**
     * Up to one row more than the limit.
     *
     * @param complete makes the rows of the page into what is listed
     */
    public static <T> Future<Slice<T>> read(
            SqlConnection connection,
            ListStatement statement,
            int limit,
            Function<RowSet<Row>, Future<List<T>>> complete) {
        return connection
                .preparedQuery(statement.page(limit + 1))
                .execute(Database.tuple(statement.parameters()))
                .compose(complete)
                .compose(rows -> rows.size() > limit || !statement.looksOn()
                        ? Future.succeededFuture(new Slice<>(rows, null))
                        : end(connection, statement).map(end -> new Slice<>(rows, end)));
    }

    private static Future<UUID> end(SqlConnection connection, ListStatement statement) {
        return connection
                .preparedQuery(statement.end())
                .execute(Database.tuple(statement.parametersOfEnd()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID("id"));
    }
}
