package souk.products.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import souk.products.grant.AccessRule;
import souk.products.grant.Viewer;
import souk.shared.sql.Database;

/** Products that somebody has picked by their ids, as they are now. */
public final class PickingRepository {

    private static final String PICK = """
            SELECT %s, s.on_hand
              FROM products p JOIN stock s ON s.product_id = p.id
             WHERE p.id = ANY ($1::uuid[]) AND %s AND (NOT $4::boolean OR s.on_hand > s.reserved)""".formatted(ReadingRepository.COLUMNS, AccessRule.visible("$2", "$3"));

    private final Database database;

    public PickingRepository(Database database) {
        this.database = database;
    }

    /**
     * Those of them that the viewer sees.
     *
     * @param inStock only those of which something is left to sell
     */
    public Future<Map<UUID, Product>> pick(List<UUID> ids, boolean inStock, Viewer viewer) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return database.query(PICK, ids.toArray(UUID[]::new), viewer.caller(), viewer.readsAll(), inStock)
                .map(rows -> ReadingRepository.products(rows).stream()
                        .collect(Collectors.toMap(Product::id, Function.identity())));
    }
}
