package souk.products.exporting;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import souk.products.catalog.Product;
import souk.products.catalog.ReadingRepository;
import souk.products.grant.AccessRule;
import souk.shared.sql.Database;

/** All products, or all of a seller, page by page in the order of their ids. */
final class ExportRepository {

    private static final String PAGE = """
            SELECT %1$s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE %2$s AND p.id > $1::uuid AND %3$s
             ORDER BY p.id LIMIT $2::int""";

    private static final String ALL = PAGE.formatted(ReadingRepository.COLUMNS, AccessRule.THERE, "$3::uuid IS NULL");
    private static final String OF_SELLER =
            PAGE.formatted(ReadingRepository.COLUMNS, AccessRule.THERE, "p.owner_id = $3::uuid");

    private final Database database;

    ExportRepository(Database database) {
        this.database = database;
    }

    /** @param seller null for everybody's */
    Future<List<Product>> page(UUID seller, UUID after, int limit) {
        return database.query(seller == null ? ALL : OF_SELLER, after, limit, seller)
                .map(ReadingRepository::products);
    }
}
