package souk.products.category;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import souk.products.category.CategoryFailure.NoSuchCategory;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.Refusal;
import souk.shared.sql.Database;

/**
 * Changes of the tree, one after the other: each begins by taking the tree's row, so that what it reads then is what the
 * one before it has left.
 */
final class TreeRepository {

    private static final String TAKE = """
            UPDATE category_tree SET revision = revision + 1""";

    private static final String VERSION = """
            SELECT version FROM categories WHERE id = $1::uuid""";

    /** Every version between the two must be known. */
    private static final String DIFFERING = """
            SELECT h.version, ARRAY (SELECT jsonb_object_keys(h.changes)) AS members
              FROM category_history h
             WHERE h.category_id = $1::uuid AND h.version > $2::bigint AND h.version <= $3::bigint""";

    /** Below one of these the path became different. */
    private static final String PATH_CHANGED = """
            WITH RECURSIVE below AS (
                SELECT c.id FROM categories c WHERE c.parent_id = ANY ($1::uuid[])
                UNION ALL
                SELECT c.id FROM below JOIN categories c ON c.parent_id = below.id),
            now AS (
                UPDATE categories c SET version = version + 1, updated_at = greatest(now(), updated_at)
                  FROM below WHERE c.id = below.id
                RETURNING c.id, c.version)
            INSERT INTO category_history (category_id, version, actor, action, changes)
            SELECT id, version, $2::uuid, 'updated', '{"path": {}}' FROM now""";

    private TreeRepository() {}

    /** What the effect does, after those before and before those that come later. */
    static <T> Function<SqlConnection, Future<T>> inTurn(Function<SqlConnection, Future<T>> effect) {
        return connection -> connection.query(TAKE).execute().compose(taken -> effect.apply(connection));
    }

    /** The present version, if it is one of those expected; fails with NoSuchCategory or a stale version. */
    static Future<Long> expect(SqlConnection connection, UUID id, ExpectedVersion expected) {
        return connection.preparedQuery(VERSION).execute(Database.tuple(id)).compose(rows -> {
            var version =
                    first(rows).map(row -> row.getLong("version")).orElseThrow(() -> new NoSuchCategory().refusal());
            return expected.accepts(version)
                    ? Future.succeededFuture(version)
                    : stale(connection, id, expected, version).compose(Future::failedFuture);
        });
    }

    static Future<Void> pathChangedBelow(SqlConnection connection, List<UUID> ids, UUID actor) {
        return connection
                .preparedQuery(PATH_CHANGED)
                .execute(Database.tuple(ids.toArray(UUID[]::new), actor))
                .mapEmpty();
    }

    static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private static Future<Refusal> stale(SqlConnection connection, UUID id, ExpectedVersion expected, long present) {
        var refusal = expected.stale("category", present);
        if (expected.versions().size() != 1) {
            return Future.succeededFuture(refusal);
        }
        long known = expected.versions().get(0);
        return connection
                .preparedQuery(DIFFERING)
                .execute(Database.tuple(id, known, present))
                .map(rows -> known < present && rows.size() == present - known
                        ? refusal.problem().with("differing", pointers(rows)).refusal()
                        : refusal);
    }

    private static List<String> pointers(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> java.util.Arrays.stream(row.getArrayOfStrings("members")))
                .map(member -> "/" + member)
                .distinct()
                .sorted()
                .toList();
    }
}
