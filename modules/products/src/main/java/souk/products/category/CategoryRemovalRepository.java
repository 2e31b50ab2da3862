package souk.products.category;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.category.CategoryFailure.InUse;
import souk.products.category.CategoryRemoval.Children;
import souk.products.category.CategoryRemoval.Products;
import souk.shared.http.ExpectedVersion;
import souk.shared.sql.Database;

/** Deletes categories. Runs in a transaction that has taken its turn, see {@link TreeRepository#inTurn}. */
final class CategoryRemovalRepository {

    /** So many products can leave a category with it; more would keep others from their rows for too long. */
    static final int MOST_PRODUCTS = 2_000;

    /** The category itself comes first. */
    private static final String SUBTREE = """
            WITH RECURSIVE below AS (
                SELECT id, 1 AS level FROM categories WHERE id = $1::uuid
                UNION ALL
                SELECT c.id, below.level + 1 FROM below JOIN categories c ON c.parent_id = below.id)
            SELECT id FROM below ORDER BY level""";

    /** Whoever puts a product into one of these waits from now on, and finds that it is gone. */
    private static final String CLOSE = """
            SELECT id FROM categories WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE""";

    /** One more than can be done is enough to know. */
    private static final String MEMBERS = """
            SELECT count(*) AS products
              FROM (SELECT DISTINCT m.product_id
                      FROM product_categories m JOIN products p ON p.id = m.product_id
                     WHERE m.category_id = ANY ($1::uuid[]) AND p.deleted_at IS NULL
                     LIMIT $2::int) alive""";

    /** In the order in which editors take a product before its categories. */
    private static final String TAKE_PRODUCTS = """
            SELECT p.id FROM products p
             WHERE p.id IN (SELECT m.product_id FROM product_categories m WHERE m.category_id = ANY ($1::uuid[]))
             ORDER BY p.id FOR NO KEY UPDATE""";

    private static final String DETACH = """
            WITH was AS (
                SELECT p.id, p.category_ids FROM products p
                 WHERE p.id IN (SELECT m.product_id FROM product_categories m WHERE m.category_id = ANY ($1::uuid[]))
                   FOR NO KEY UPDATE),
            now AS (
                UPDATE products p
                   SET category_ids = ARRAY (
                           SELECT category FROM unnest(was.category_ids) WITH ORDINALITY kept (category, place)
                            WHERE category <> ALL ($1::uuid[]) ORDER BY place),
                       version = version + 1, updated_at = greatest(now(), updated_at)
                  FROM was WHERE p.id = was.id
                RETURNING p.id, p.version, was.category_ids AS before, p.category_ids AS after)
            INSERT INTO product_history (product_id, version, actor, action, changes)
            SELECT id, version, $2::uuid, 'updated',
                   jsonb_build_object('categories', jsonb_build_object('from', to_jsonb(before), 'to', to_jsonb(after)))
              FROM now
            RETURNING product_id""";

    private static final String MOVE_UP = """
            WITH now AS (
                UPDATE categories c
                   SET parent_id = (SELECT parent_id FROM categories WHERE id = $1::uuid),
                       version = version + 1, updated_at = greatest(now(), updated_at)
                 WHERE c.parent_id = $1::uuid
                RETURNING c.id, c.version, c.parent_id)
            INSERT INTO category_history (category_id, version, actor, action, changes)
            SELECT id, version, $2::uuid, 'updated',
                   jsonb_build_object('parent', jsonb_build_object('from', $1::uuid, 'to', parent_id), 'path', '{}'::jsonb)
              FROM now
            RETURNING category_id AS id""";

    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM categories WHERE id = ANY ($1::uuid[]) RETURNING id, version)
            INSERT INTO category_history (category_id, version, actor, action)
            SELECT id, version + 1, $2::uuid, 'deleted' FROM gone""";

    private CategoryRemovalRepository() {}

    /**
     * Gives the products that have lost a category by it. Fails with NoSuchCategory, a stale version, InUse or, if what
     * moves up meets its like there, DuplicateSlug.
     */
    static Future<List<UUID>> delete(
            SqlConnection connection, UUID id, CategoryRemoval removal, ExpectedVersion expected, UUID actor) {
        return TreeRepository.expect(connection, id, expected)
                .compose(version -> connection.preparedQuery(SUBTREE).execute(Database.tuple(id)))
                .compose(rows -> {
                    var subtree = ids(rows, "id");
                    var doomed = removal.children() == Children.DELETE ? subtree : List.of(id);
                    return clear(connection, removal, subtree.size() - 1L, doomed)
                            .compose(cleared -> detach(connection, doomed, actor))
                            .compose(detached -> moveUp(connection, removal, id, actor)
                                    .compose(moved -> run(connection, DELETE, doomed, actor))
                                    .map(detached));
                });
    }

    /** When nothing stands in the way of deleting them, they are closed to new products. */
    private static Future<Void> clear(
            SqlConnection connection, CategoryRemoval removal, long below, List<UUID> doomed) {
        var detaching = removal.products() == Products.DETACH;
        return members(connection, doomed)
                .compose(products -> {
                    requireClear(removal, below, products);
                    return detaching ? run(connection, TAKE_PRODUCTS, doomed) : Future.succeededFuture();
                })
                .compose(taken -> run(connection, CLOSE, doomed))
                .compose(closed -> members(connection, doomed))
                .map(products -> {
                    requireClear(removal, below, products);
                    return null;
                });
    }

    private static void requireClear(CategoryRemoval removal, long below, long products) {
        var allowed = removal.products() == Products.DETACH ? MOST_PRODUCTS : 0;
        if (removal.children() == Children.REFUSE && below > 0 || products > allowed) {
            throw new InUse(below, products, MOST_PRODUCTS).refusal();
        }
    }

    private static Future<Long> members(SqlConnection connection, List<UUID> categories) {
        return run(connection, MEMBERS, categories, MOST_PRODUCTS + 1)
                .map(rows -> rows.iterator().next().getLong("products"));
    }

    private static Future<List<UUID>> detach(SqlConnection connection, List<UUID> categories, UUID actor) {
        return run(connection, DETACH, categories, actor).map(rows -> ids(rows, "product_id"));
    }

    private static Future<Void> moveUp(SqlConnection connection, CategoryRemoval removal, UUID id, UUID actor) {
        if (removal.children() != Children.MOVE_UP) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(MOVE_UP)
                .execute(Database.tuple(id, actor))
                .recover(CategoryChangeRepository::meaning)
                .compose(rows -> TreeRepository.pathChangedBelow(connection, ids(rows, "id"), actor));
    }

    private static Future<RowSet<Row>> run(
            SqlConnection connection, String sql, List<UUID> categories, Object... more) {
        var parameters = new ArrayList<Object>();
        parameters.add(categories.toArray(UUID[]::new));
        parameters.addAll(List.of(more));
        return connection.preparedQuery(sql).execute(Database.tuple(parameters.toArray()));
    }

    private static List<UUID> ids(RowSet<Row> rows, String column) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID(column))
                .toList();
    }
}
