package souk.products.grant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import souk.shared.contract.ProductAccess;
import souk.shared.http.ExpectedVersion;
import souk.shared.sql.Database;

/**
 * Grants on products. Whoever changes a grant holds the lock of the product's row, so
 * that changes of the grants on one product come one after the other, and each is judged by what the one before it has
 * left: a right that was taken away is gone for the next change.
 */
final class GrantRepository {

    private static final String COLUMNS = "g.product_id, g.principal, g.level, g.version, g.granted_by, g.granted_at";

    /** $1: the product, $2: the caller, $3: writes own, $4: writes all, $5: uses grants. */
    private static final String MANAGEABLE = AccessRule.manageable("$2", "$3", "$4", "$5");

    /** Leaves orders alone: their lines refer to the product, and such a reference only needs the key to stay. */
    private static final String LOCK = """
            SELECT p.id FROM products p
             WHERE p.id = $1::uuid AND %s FOR NO KEY UPDATE OF p""".formatted(AccessRule.visible("$2", "$3"));

    /** $6: the principal, $7: reads all. */
    private static final String STANDING = """
            SELECT %s AS manages, $7::boolean AS reads, p.owner_id = $6::uuid AS owns, %s
              FROM products p LEFT JOIN product_grants g ON g.product_id = p.id AND g.principal = $6::uuid
             WHERE p.id = $1::uuid AND %s""".formatted(MANAGEABLE, COLUMNS, AccessRule.visible("$2", "$7"));

    /** $6: the principal before the first, $7: reads all, $8: how many. */
    private static final String LIST = """
            SELECT %s FROM product_grants g JOIN products p ON p.id = g.product_id
             WHERE g.product_id = $1::uuid AND g.principal > $6::uuid AND ($7::boolean OR (%s))
             ORDER BY g.principal LIMIT $8::bigint""".formatted(COLUMNS, MANAGEABLE);

    /**
     * $6: the principal, $7: the level, $8: may create one, $9: is content with one of this level, $10: replaces any,
     * $11: versions that it replaces. No row unless it is allowed and all of that holds.
     */
    private static final String PUT = """
            WITH before AS (
                SELECT * FROM product_grants WHERE product_id = $1::uuid AND principal = $6::uuid),
            allowed AS (
                SELECT p.id FROM products p LEFT JOIN before b ON true
                 WHERE p.id = $1::uuid AND p.owner_id <> $6::uuid AND %1$s
                   AND CASE WHEN b.level IS NULL THEN $8::boolean
                            ELSE ($9::boolean AND b.level = $7::text) OR $10::boolean
                                 OR b.version = ANY ($11::bigint[]) END),
            put AS (
                INSERT INTO product_grants AS g (product_id, principal, level, granted_by)
                SELECT id, $6::uuid, $7::text, $2::uuid FROM allowed
                ON CONFLICT (product_id, principal) DO UPDATE
                   SET level = excluded.level, version = g.version + 1, granted_by = excluded.granted_by,
                       granted_at = excluded.granted_at
                 WHERE g.level <> excluded.level
                RETURNING *)
            SELECT %2$s, (SELECT level FROM before) AS old_level
              FROM allowed JOIN (SELECT * FROM put
                                 UNION ALL
                                 SELECT * FROM before WHERE NOT EXISTS (SELECT 1 FROM put)) g ON true""".formatted(MANAGEABLE, COLUMNS);

    /** $6: the principal, $7: versions or null for any. */
    private static final String REVOKE = """
            DELETE FROM product_grants g USING products p
             WHERE p.id = $1::uuid AND g.product_id = p.id AND g.principal = $6::uuid AND %s
               AND ($7::bigint[] IS NULL OR g.version = ANY ($7::bigint[]))
            RETURNING g.level""".formatted(MANAGEABLE);

    /** $6: reads all. */
    private static final String ACCESS = """
            SELECT p.owner_id = $2::uuid AS owner, p.visibility, p.status,
                   %s AS may_view, %s AS may_update, %s AS may_manage,
                   (SELECT g.level FROM product_grants g
                     WHERE g.product_id = p.id AND g.principal = $2::uuid) AS granted
              FROM products p WHERE p.id = $1::uuid AND %s""".formatted(
            AccessRule.visible("$2", "$6"), AccessRule.updatable("$2", "$3", "$4", "$5"), MANAGEABLE, AccessRule.THERE);

    private final Database database;

    /** How somebody stands towards the grants of a product that they see. */
    record Standing(boolean manages, boolean reads, boolean principalOwns, Optional<Grant> grant) {}

    /** @param before the level until now; empty if there was none */
    record Put(Grant grant, Optional<GrantLevel> before) {

        boolean created() {
            return before.isEmpty();
        }

        boolean changed() {
            return !before.equals(Optional.of(grant.level()));
        }
    }

    GrantRepository(Database database) {
        this.database = database;
    }

    /** Runs the work when no other change of the product's access is under way; also if the caller does not see it. */
    <T> Future<T> alone(UUID product, Rights rights, Function<SqlConnection, Future<T>> work) {
        return database.transaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(product, rights.caller(), rights.readsAll()))
                .compose(locked -> work.apply(connection)));
    }

    /** Empty if the caller does not see the product. */
    Future<Optional<Standing>> standing(SqlConnection connection, UUID product, UUID principal, Rights rights) {
        return run(connection, STANDING, product, rights, principal, rights.readsAll())
                .map(rows -> stream(rows)
                        .map(row -> new Standing(
                                row.getBoolean("manages"),
                                row.getBoolean("reads"),
                                row.getBoolean("owns"),
                                Optional.ofNullable(row.getString("level")).map(there -> grant(row))))
                        .findFirst());
    }

    Future<Optional<Standing>> standing(UUID product, UUID principal, Rights rights) {
        return database.connection(connection -> standing(connection, product, principal, rights));
    }

    /** By principal, none unless the caller may read them. */
    Future<List<Grant>> list(UUID product, Rights rights, UUID after, long limit) {
        return database.connection(
                        connection -> run(connection, LIST, product, rights, after, rights.readsAll(), limit))
                .map(rows -> stream(rows).map(GrantRepository::grant).toList());
    }

    /** Empty if the caller may not manage the product, it is the principal's, or there is not what the change is over. */
    Future<Optional<Put>> put(SqlConnection connection, GrantChange change, Rights rights) {
        return run(
                        connection,
                        PUT,
                        change.product(),
                        rights,
                        change.principal(),
                        change.level().text(),
                        change.mayCreate(),
                        change.mayFind(),
                        change.overAny(),
                        change.over())
                .map(rows -> stream(rows)
                        .map(row -> new Put(grant(row), level(row, "old_level")))
                        .findFirst());
    }

    /** Gives what was granted; empty if the caller may not manage the product, or there is no grant of that version. */
    Future<Optional<GrantLevel>> revoke(
            SqlConnection connection, UUID product, UUID principal, ExpectedVersion expected, Rights rights) {
        return run(connection, REVOKE, product, rights, principal, expected.forSql())
                .map(rows -> stream(rows).findFirst().flatMap(row -> level(row, "level")));
    }

    /** What the same rule says that all statements have. */
    Future<ProductAccess> access(UUID product, Rights rights) {
        return database.connection(connection -> run(connection, ACCESS, product, rights, rights.readsAll()))
                .map(rows ->
                        stream(rows).map(GrantRepository::access).findFirst().orElse(ProductAccess.NOT_THERE));
    }

    private static Future<RowSet<Row>> run(
            SqlConnection connection, String sql, UUID product, Rights rights, Object... more) {
        var caller = Stream.of(product, rights.caller(), rights.writesOwn(), rights.writesAll(), rights.usesGrants());
        return connection
                .preparedQuery(sql)
                .execute(Database.tuple(Stream.concat(caller, Stream.of(more)).toArray()));
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static ProductAccess access(Row row) {
        var mayView = row.getBoolean("may_view");
        return new ProductAccess(
                true,
                mayView,
                row.getBoolean("owner"),
                row.getString("granted"),
                row.getString("visibility"),
                row.getString("status"),
                mayView,
                row.getBoolean("may_update"),
                row.getBoolean("may_manage"));
    }

    private static Optional<GrantLevel> level(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).map(GrantLevel::of);
    }

    private static Grant grant(Row row) {
        return new Grant(
                row.getUUID("product_id"),
                row.getUUID("principal"),
                GrantLevel.of(row.getString("level")),
                row.getLong("version"),
                row.getUUID("granted_by"),
                row.getOffsetDateTime("granted_at").toInstant());
    }
}
