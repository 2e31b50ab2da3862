package souk.products.inventory;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.inventory.MovementFilter.Place;
import souk.shared.sql.Database;

/** The movements of a product. Each list names only the conditions that it has, so that its index fits it. */
final class MovementRepository {

    private static final String LIST = """
            SELECT id, delta, reason, actor, order_id, on_hand_after, at FROM stock_movements
             WHERE product_id = $1::uuid%s ORDER BY at DESC, id DESC LIMIT %d""";

    private final Database database;

    MovementRepository(Database database) {
        this.database = database;
    }

    /**
     * Newest first.
     *
     * @param after null for the beginning
     */
    Future<List<Movement>> list(UUID product, MovementFilter filter, Place after, int limit) {
        var parameters = new ArrayList<Object>(List.of(product));
        var conditions = new StringBuilder();
        and(conditions, parameters, " AND reason = $%d::text", filter.reason());
        and(conditions, parameters, " AND at >= $%d::timestamptz", filter.from());
        and(conditions, parameters, " AND at < $%d::timestamptz", filter.to());
        if (after != null) {
            and(conditions, parameters, " AND (at, id) < ($%d::timestamptz", after.at());
            and(conditions, parameters, ", $%d::uuid)", after.id());
        }
        return database.query(LIST.formatted(conditions, limit), parameters.toArray())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MovementRepository::movement)
                        .toList());
    }

    private static void and(StringBuilder conditions, List<Object> parameters, String condition, Object value) {
        if (value != null) {
            parameters.add(value);
            conditions.append(condition.formatted(parameters.size()));
        }
    }

    private static Movement movement(Row row) {
        return new Movement(
                row.getUUID("id"),
                row.getLong("delta"),
                row.getString("reason"),
                row.getUUID("actor"),
                row.getUUID("order_id"),
                row.getLong("on_hand_after"),
                row.getOffsetDateTime("at").toInstant());
    }
}
