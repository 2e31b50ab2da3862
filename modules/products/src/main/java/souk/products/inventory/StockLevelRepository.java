package souk.products.inventory;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.grant.AccessRule;
import souk.shared.sql.Database;

/** How much there is of a product, and who may know it or change it. */
final class StockLevelRepository {

    /**
     * $2 to $5: the rights on products, $6: the right on all stock that it is about, $7: whether they see all products, $8:
     * whether they read all stock. Who reads the stock of a product knows that it is there.
     */
    private static final String STANDING = """
            SELECT p.version, s.on_hand, s.reserved, %1$s AS may
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = $1::uuid AND (%1$s OR %2$s OR (%3$s))""".formatted(
                    AccessRule.stocked("$6", "$2", "$3", "$4", "$5"),
                    AccessRule.stocked("$8", "$2", "$3", "$4", "$5"),
                    AccessRule.visible("$2", "$7"));

    private StockLevelRepository() {}

    /** Towards reading it; empty if they do not see the product either. */
    static Future<Optional<Standing>> reading(Database database, UUID product, StockRights rights) {
        return database.connection(connection -> standing(connection, product, rights, rights.readsAll()));
    }

    /** Towards changing it. */
    static Future<Optional<Standing>> writing(SqlConnection connection, UUID product, StockRights rights) {
        return standing(connection, product, rights, rights.writesAll());
    }

    private static Future<Optional<Standing>> standing(
            SqlConnection connection, UUID product, StockRights rights, boolean allStock) {
        var parameters = Database.tuple(
                product,
                rights.product().caller(),
                rights.product().writesOwn(),
                rights.product().writesAll(),
                rights.product().usesGrants(),
                allStock,
                rights.product().readsAll(),
                rights.readsAll());
        return connection
                .preparedQuery(STANDING)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Standing(
                                row.getBoolean("may"),
                                StockLevel.of(
                                        product,
                                        row.getLong("on_hand"),
                                        row.getLong("reserved"),
                                        row.getLong("version"))))
                        .findFirst());
    }
}
