package souk.products.category;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import souk.products.category.CategoryFailure.Circle;
import souk.products.category.CategoryFailure.DuplicateSlug;
import souk.products.category.CategoryFailure.NoSuchParent;
import souk.products.category.CategoryFailure.TooDeep;
import souk.products.category.CategoryFailure.TooMany;
import souk.shared.http.ExpectedVersion;
import souk.shared.id.UuidV7;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/**
 * Makes, changes and moves categories, each with its row of the history. Runs in a transaction that has taken its turn,
 * see {@link TreeRepository#inTurn}.
 */
final class CategoryChangeRepository {

    static final int MOST = 20_000;

    private static final String COUNT = """
            SELECT count(*) AS there FROM categories""";

    private static final String INSERT = """
            WITH made AS (
                INSERT INTO categories (id, parent_id, name, slug, description, position)
                VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::int)
                RETURNING id, version)
            INSERT INTO category_history (category_id, version, actor, action)
            SELECT id, version, $7::uuid, 'created' FROM made""";

    /** The compare-and-set of a change; $8 says whether the parent becomes $9. */
    private static final String CHANGE = """
            WITH was AS (
                SELECT * FROM categories
                 WHERE id = $1::uuid AND ($2::bigint[] IS NULL OR version = ANY ($2::bigint[]))),
            now AS (
                UPDATE categories c
                   SET name = COALESCE($4::text, c.name), slug = COALESCE($5::text, c.slug),
                       description = COALESCE($6::text, c.description), position = COALESCE($7::int, c.position),
                       parent_id = CASE WHEN $8::boolean THEN $9::uuid ELSE c.parent_id END,
                       version = c.version + 1, updated_at = greatest(now(), c.updated_at)
                  FROM was WHERE c.id = was.id
                RETURNING c.*),
            noted AS (
                INSERT INTO category_history (category_id, version, actor, action, changes)
                SELECT now.id, now.version, $3::uuid, 'updated', (
                       SELECT COALESCE(jsonb_object_agg(member, jsonb_build_object('from', before, 'to', after)), '{}')
                         FROM (VALUES ('name', to_jsonb(was.name), to_jsonb(now.name)),
                                      ('slug', to_jsonb(was.slug), to_jsonb(now.slug)),
                                      ('description', to_jsonb(was.description), to_jsonb(now.description)),
                                      ('position', to_jsonb(was.position), to_jsonb(now.position)),
                                      ('parent', to_jsonb(was.parent_id), to_jsonb(now.parent_id)))
                              AS members (member, before, after)
                        WHERE before IS DISTINCT FROM after)
                  FROM now JOIN was ON was.id = now.id)
            SELECT (was.name, was.slug, was.parent_id) IS DISTINCT FROM (now.name, now.slug, now.parent_id) AS path
              FROM now JOIN was ON was.id = now.id""";

    /** On which level the parent is, if it is there; whether the category is on the way to it; how deep it is itself. */
    private static final String PLACE = """
            WITH RECURSIVE up AS (
                SELECT id, parent_id, 1 AS level FROM categories WHERE id = $2::uuid
                UNION ALL
                SELECT p.id, p.parent_id, up.level + 1 FROM up JOIN categories p ON p.id = up.parent_id),
            down AS (
                SELECT id, 1 AS level FROM categories WHERE id = $1::uuid
                UNION ALL
                SELECT c.id, down.level + 1 FROM down JOIN categories c ON c.parent_id = down.id)
            SELECT (SELECT max(level) FROM up) AS above, EXISTS (SELECT 1 FROM up WHERE id = $1::uuid) AS circle,
                   (SELECT max(level) FROM down) AS below""";

    private CategoryChangeRepository() {}

    /** Fails with NoSuchParent, TooDeep, TooMany or DuplicateSlug. */
    static Future<Category> insert(SqlConnection connection, NewCategory category, UUID actor) {
        var id = UuidV7.next();
        return connection
                .preparedQuery(COUNT)
                .execute()
                .compose(rows -> rows.iterator().next().getLong("there") < MOST
                        ? checkPlace(connection, id, category.parent())
                        : Future.failedFuture(new TooMany(MOST).refusal()))
                .compose(placed -> connection
                        .preparedQuery(INSERT)
                        .execute(Database.tuple(
                                id,
                                category.parent(),
                                category.name(),
                                category.slug(),
                                category.description(),
                                category.position(),
                                actor)))
                .recover(CategoryChangeRepository::meaning)
                .compose(inserted -> read(connection, id));
    }

    /** Fails with NoSuchCategory, a stale version or DuplicateSlug. */
    static Future<Category> change(
            SqlConnection connection, UUID id, CategoryChange change, ExpectedVersion expected, UUID actor) {
        return TreeRepository.expect(connection, id, expected)
                .compose(version -> set(
                        connection,
                        id,
                        actor,
                        expected.forSql(),
                        actor,
                        change.name(),
                        change.slug(),
                        change.description(),
                        change.position(),
                        false,
                        null));
    }

    /** Fails with NoSuchCategory, a stale version, NoSuchParent, Circle, TooDeep or DuplicateSlug. */
    static Future<Category> move(
            SqlConnection connection, UUID id, CategoryMove move, ExpectedVersion expected, UUID actor) {
        return TreeRepository.expect(connection, id, expected)
                .compose(version -> checkPlace(connection, id, move.parent()))
                .compose(placed -> set(
                        connection,
                        id,
                        actor,
                        expected.forSql(),
                        actor,
                        null,
                        null,
                        null,
                        move.position(),
                        true,
                        move.parent()));
    }

    /** The present version was looked at in this turn, so the compare-and-set finds its row. */
    private static Future<Category> set(SqlConnection connection, UUID id, UUID actor, Object... rest) {
        var parameters = new Object[rest.length + 1];
        parameters[0] = id;
        System.arraycopy(rest, 0, parameters, 1, rest.length);
        return connection
                .preparedQuery(CHANGE)
                .execute(Database.tuple(parameters))
                .recover(CategoryChangeRepository::meaning)
                .compose(rows -> rows.iterator().next().getBoolean("path")
                        ? TreeRepository.pathChangedBelow(connection, List.of(id), actor)
                        : Future.succeededFuture())
                .compose(done -> read(connection, id));
    }

    private static Future<Void> checkPlace(SqlConnection connection, UUID id, UUID parent) {
        return connection
                .preparedQuery(PLACE)
                .execute(Database.tuple(id, parent))
                .map(rows -> {
                    var place = rows.iterator().next();
                    var above = place.getInteger("above");
                    var below = place.getInteger("below");
                    if (parent != null && above == null) {
                        throw new NoSuchParent().refusal();
                    }
                    if (place.getBoolean("circle")) {
                        throw new Circle().refusal();
                    }
                    if ((above == null ? 0 : above) + (below == null ? 1 : below) > CategoryTree.MAX_DEPTH) {
                        throw new TooDeep().refusal();
                    }
                    return null;
                });
    }

    private static Future<Category> read(SqlConnection connection, UUID id) {
        return CategoryRepository.find(connection, List.of(id)).map(found -> found.get(0));
    }

    static <T> Future<T> meaning(Throwable failure) {
        return Future.failedFuture(
                SqlFailure.of(failure).violates("category_slug_unique") ? new DuplicateSlug().refusal() : failure);
    }
}
