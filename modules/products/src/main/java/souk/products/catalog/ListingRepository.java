package souk.products.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import souk.products.grant.AccessRule;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.sql.Database;

/** Lists of products, newest first. Every page is read from indexes, however much the caller may not see in between. */
final class ListingRepository {

    /** Above every product's id. */
    private static final UUID NEWEST = new UUID(-1, -1);

    /**
     * How many rows a statement may give, the one that tells of another page among them. They stand in the statements
     * as numbers: of a parameter the planner would think that it is a tenth of all products, and then it plans every
     * single statement anew, which takes longer than running it.
     */
    private static final int[] LIMITS = {21, 101};

    /** $1: above every id that is asked for, $2: a status or null, $3: an owner or null, $4: the caller. */
    private static final String PAGE = """
            SELECT %1$s, s.on_hand
              FROM (%2$s) listed JOIN products p ON p.id = listed.id JOIN stock s ON s.product_id = p.id
             WHERE %3$s
             ORDER BY p.id DESC""";

    /** As {@link #PAGE}, for whom there is only what everybody sees: that comes from one index. */
    private static final String PUBLIC_PAGE = """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE $4::uuid IS NOT NULL AND %s AND %s
             ORDER BY p.id DESC LIMIT %d""";

    private static final String EVERYTHING = """
            SELECT p.id FROM products p
             WHERE $4::uuid IS NOT NULL AND %1$s AND %2$s ORDER BY p.id DESC LIMIT %3$d""";

    private static final String IN_STOCK = """
            EXISTS (SELECT 1 FROM stock s
                     WHERE s.product_id = p.id AND s.on_hand > s.reserved AND s.product_id < $1::uuid)""";

    /** $1: above every id that is asked for, $2: how many, $3: a status or null, $4: whose, $5 to $8: the caller's rights. */
    private static final String DELETED =
            """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id < $1::uuid AND ($3::text IS NULL OR p.status = $3::text) AND p.owner_id = $4::uuid AND %s
             ORDER BY p.id DESC LIMIT $2::bigint""".formatted(ReadingRepository.COLUMNS, AccessRule.restorable("$5", "$6", "$7", "$8"));

    private final Database database;
    private final Map<Shape, String> statements = new ConcurrentHashMap<>();

    /** What of a filter decides which statement it is; a filter that is not there is kept out of the way of indexes. */
    private record Shape(boolean all, boolean onlyPublic, boolean status, boolean owner, boolean inStock, int limit) {

        String statement() {
            var among = "p.id < $1::uuid"
                    + (status ? " AND p.status = $2::text" : " AND $2::text IS NULL")
                    + (owner ? " AND p.owner_id = $3::uuid" : " AND $3::uuid IS NULL")
                    + (inStock ? " AND " + IN_STOCK : "");
            if (onlyPublic) {
                return PUBLIC_PAGE.formatted(ReadingRepository.COLUMNS, AccessRule.PUBLIC, among, limit);
            }
            return all
                    ? PAGE.formatted(
                            ReadingRepository.COLUMNS, EVERYTHING.formatted(AccessRule.THERE, among, limit), "true")
                    : PAGE.formatted(
                            ReadingRepository.COLUMNS,
                            AccessRule.newestVisible("$4", among, Integer.toString(limit)),
                            AccessRule.visible("$4", "false"));
        }
    }

    ListingRepository(Database database) {
        this.database = database;
    }

    /** What the viewer sees of it: up to one more than the limit. */
    Future<List<Product>> list(ProductFilter filter, Viewer viewer) {
        var shape = new Shape(
                viewer.readsAll(),
                viewer.isNobody(),
                filter.status() != null,
                filter.owner() != null,
                filter.inStock(),
                filter.limit() < LIMITS[0] ? LIMITS[0] : LIMITS[1]);
        return database.query(
                        statements.computeIfAbsent(shape, Shape::statement),
                        filter.after() == null ? NEWEST : filter.after(),
                        filter.status() == null ? null : filter.status().text(),
                        filter.owner(),
                        viewer.caller())
                .map(ReadingRepository::products)
                .map(rows -> rows.subList(0, Math.min(rows.size(), filter.limit() + 1)));
    }

    /** What of one owner, the caller if the filter names none, is deleted and may be restored by the caller. */
    Future<List<Product>> deleted(ProductFilter filter, Rights rights) {
        return database.query(
                        DELETED,
                        filter.after() == null ? NEWEST : filter.after(),
                        filter.limit() + 1L,
                        filter.status() == null ? null : filter.status().text(),
                        filter.owner() == null ? rights.caller() : filter.owner(),
                        rights.caller(),
                        rights.writesOwn(),
                        rights.writesAll(),
                        rights.usesGrants())
                .map(ReadingRepository::products);
    }
}
