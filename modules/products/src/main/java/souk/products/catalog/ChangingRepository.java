package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.grant.AccessChange;
import souk.products.grant.AccessChangeRepository;
import souk.products.grant.AccessRule;
import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.products.grant.Visibility;
import souk.shared.http.ExpectedVersion;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/**
 * Changes of products. {@code on_hand} changes only together with the product's version and under the lock of the
 * product's row, which is taken before that of its stock and those of its categories.
 */
final class ChangingRepository {

    /** What a deletion and a restoration do to the history; %1$s: the time of deletion before, %2$s: after it. */
    private static final String NOTE = """
            INSERT INTO product_history (product_id, version, actor, action, changes)
            SELECT p.id, p.version, $3::uuid, '%3$s', jsonb_build_object('deletedAt', jsonb_build_object(
                       'from', %1$s, 'to', %2$s))
              FROM p""";

    private static final String DELETED_AT =
            "to_char(p.%sdeleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    private static final String DELETE = """
            WITH p AS (
                UPDATE products p
                   SET deleted_at = now(), version = version + 1, updated_at = greatest(now(), updated_at)
                 WHERE %s AND %s
                RETURNING p.id, p.version, p.deleted_at)
            %s
            RETURNING version""".formatted(
                    ChangeStatement.AT_VERSION,
                    ChangeStatement.MANAGEABLE,
                    NOTE.formatted("null", DELETED_AT.formatted(""), "deleted"));

    private static final String RESTORE = """
            WITH was AS (
                SELECT p.id, p.deleted_at FROM products p WHERE %s AND %s FOR NO KEY UPDATE OF p),
            p AS (
                UPDATE products
                   SET deleted_at = NULL, version = version + 1, updated_at = greatest(now(), updated_at)
                  FROM was
                 WHERE products.id = was.id
                RETURNING products.*, was.deleted_at AS old_deleted_at),
            before AS (
                SELECT s.product_id, s.on_hand FROM stock s JOIN p ON s.product_id = p.id
                   FOR NO KEY UPDATE OF s),
            noted AS (%s)
            SELECT %s, b.on_hand FROM p JOIN before b ON b.product_id = p.id""".formatted(
                    ChangeStatement.AT_VERSION,
                    AccessRule.restorable("$3", "$4", "$5", "$6"),
                    NOTE.formatted(DELETED_AT.formatted("old_"), "null", "restored"),
                    ReadingRepository.COLUMNS);

    /** $2: versions that were named, $7: whether a deleted one counts as well. */
    private static final String STANDING = """
            SELECT p.version, p.visibility, p.deleted_at IS NOT NULL AS deleted, %1$s AS updates, %2$s AS manages,
                   CASE WHEN (SELECT count(*) FROM product_history h
                               WHERE h.product_id = p.id AND h.version > n.named AND h.version <= p.version)
                             = p.version - n.named
                        THEN ARRAY(SELECT DISTINCT '/' || k
                                     FROM product_history h CROSS JOIN jsonb_object_keys(h.changes) k
                                    WHERE h.product_id = p.id AND h.version > n.named AND h.version <= p.version
                                    ORDER BY 1) END AS differing
              FROM products p CROSS JOIN LATERAL (
                   SELECT max(v) AS named FROM unnest($2::bigint[]) v WHERE v < p.version AND v >= p.version - 1000) n
             WHERE p.id = $1::uuid AND ((%3$s) OR ($7::boolean AND %4$s))""".formatted(
                    ChangeStatement.UPDATABLE,
                    ChangeStatement.MANAGEABLE,
                    AccessRule.visible("$3", "$8"),
                    AccessRule.restorable("$3", "$4", "$5", "$6"));

    private static final String RESERVED = """
            SELECT reserved FROM stock WHERE product_id = $1::uuid""";

    private static final String UNKNOWN_CATEGORIES = """
            SELECT c FROM unnest($1::uuid[]) c WHERE NOT EXISTS (SELECT 1 FROM categories k WHERE k.id = c)""";

    private final Database database;

    ChangingRepository(Database database) {
        this.database = database;
    }

    /**
     * Empty if the version is another one, the caller may not change the product, it is not there, or the change does
     * not fit: see {@link Editing}. Fails with Taken, CategoryGone or StockBelowReserved, and then nothing is changed.
     */
    Future<Optional<Product>> change(UUID id, ProductChange change, ExpectedVersion expected, Editor editor) {
        var statement = ChangeStatement.of(id, change, expected, editor.rights());
        var changed = change.visibility() == null
                ? database.query(statement.sql(), statement.parameters()).map(ReadingRepository::first)
                : database.transaction(connection -> connection
                        .preparedQuery(statement.sql())
                        .execute(Database.tuple(statement.parameters()))
                        .compose(rows -> note(connection, rows, editor.act())));
        return changed.recover(failure -> refusal(id, failure));
    }

    /** False if the version is another one, the caller may not delete the product, or it is not there. */
    Future<Boolean> delete(UUID id, ExpectedVersion expected, Rights rights) {
        return database.query(DELETE, parameters(id, expected, rights)).map(rows -> rows.size() == 1);
    }

    /**
     * Empty if the version is another one, or there is no deleted product that the caller may restore. Fails with Taken.
     */
    static Future<Optional<Product>> restore(
            SqlConnection connection, UUID id, ExpectedVersion expected, Rights rights) {
        return connection
                .preparedQuery(RESTORE)
                .execute(Database.tuple(parameters(id, expected, rights)))
                .map(ReadingRepository::first)
                .recover(failure -> Future.failedFuture(meaning(failure)));
    }

    /** Empty if it is not there or the caller may not see it. */
    Future<Optional<Standing>> standing(UUID id, ExpectedVersion expected, Rights rights) {
        return database.connection(connection -> standing(connection, id, expected, rights, false));
    }

    /** @param deletedToo whether one that is deleted is there for those who may restore it */
    static Future<Optional<Standing>> standing(
            SqlConnection connection, UUID id, ExpectedVersion expected, Rights rights, boolean deletedToo) {
        var parameters = Database.tuple(parameters(id, expected, rights))
                .addValue(deletedToo)
                .addValue(rights.readsAll());
        return connection
                .preparedQuery(STANDING)
                .execute(parameters)
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> new Standing(
                                row.getLong("version"),
                                Visibility.of(row.getString("visibility")),
                                row.getBoolean("deleted"),
                                row.getBoolean("updates"),
                                row.getBoolean("manages"),
                                differing(row)))
                        .findFirst());
    }

    /** Those of them that are no categories. */
    Future<List<UUID>> unknown(Collection<UUID> categories) {
        return database.query(UNKNOWN_CATEGORIES, (Object) categories.toArray(UUID[]::new))
                .map(rows -> ReadingRepository.stream(rows)
                        .map(row -> row.getUUID(0))
                        .toList());
    }

    private static Optional<List<String>> differing(Row row) {
        return Optional.ofNullable(row.getArrayOfStrings("differing")).map(List::of);
    }

    private static Future<Optional<Product>> note(SqlConnection connection, RowSet<Row> rows, Act act) {
        var changed = ReadingRepository.first(rows);
        var before = ReadingRepository.stream(rows)
                .map(row -> Visibility.of(row.getString("old_visibility")))
                .findFirst();
        return changed.filter(product -> product.visibility() != before.get())
                .map(product -> AccessChange.visibility(product.id(), before.get(), product.visibility()))
                .map(noted ->
                        AccessChangeRepository.note(connection, noted, act).map(changed))
                .orElseGet(() -> Future.succeededFuture(changed));
    }

    private static Object[] parameters(UUID id, ExpectedVersion expected, Rights rights) {
        return new Object[] {
            id, expected.forSql(), rights.caller(), rights.writesOwn(), rights.writesAll(), rights.usesGrants()
        };
    }

    private <T> Future<T> refusal(UUID id, Throwable failure) {
        return SqlFailure.of(failure).violates("stock_covers_reserved")
                ? database.query(RESERVED, id)
                        .compose(rows -> Future.failedFuture(new CatalogFailure.StockBelowReserved(
                                        rows.iterator().next().getLong("reserved"))
                                .refusal()))
                : Future.failedFuture(meaning(failure));
    }

    private static Throwable meaning(Throwable failure) {
        return switch (SqlFailure.of(failure).constraint()) {
            case "products_sku_unique" -> new CatalogFailure.Taken(true, false).refusal();
            case "products_slug_unique" -> new CatalogFailure.Taken(false, true).refusal();
            case CatalogFailure.CategoryGone.CONSTRAINT -> new CatalogFailure.CategoryGone().refusal();
            default -> failure;
        };
    }
}
