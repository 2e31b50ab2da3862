package souk.orders.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import souk.shared.sql.Database;

/**
 * Lists of orders, each driven by the index that fits its filter and read in the order of the ids, so that a page costs the
 * same however many orders there are. Whose orders they are is part of the statement.
 */
final class OrderListRepository {

    /** By the ids of all orders, or by those of a customer. */
    private static final String PLAIN = """
            SELECT :columns FROM orders o
             WHERE o.status <> 'never':conditions
             ORDER BY o.id :order LIMIT :limit""";

    /** The first ones of each state, and of these the first. */
    private static final String BY_STATUS = """
            SELECT :columns
              FROM unnest((SELECT :statuses::text[])) AS asked (status)
             CROSS JOIN LATERAL (
                   SELECT o.* FROM orders o
                    WHERE o.status = asked.status AND o.status <> 'never':conditions
                    ORDER BY o.id :order LIMIT :limit) o
             ORDER BY o.id :order LIMIT :limit""";

    /** An order has a product in one line at most. */
    private static final String BY_PRODUCT = """
            SELECT :columns
              FROM order_lines l JOIN orders o ON o.id = l.order_id
             WHERE o.status <> 'never':conditions
             ORDER BY l.order_id :order LIMIT :limit""";

    private static final String HAS_PRODUCT =
            "EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.product_id = ?::uuid)";

    private static final String OF_STATUS = "o.status = ANY ((SELECT ?::text[])::text[])";

    private final Database database;

    OrderListRepository(Database database) {
        this.database = database;
    }

    /**
     * @param filter of which the customer is whom they belong to, whoever asks
     * @param after the last id of the page before, or null
     */
    Future<List<Order>> list(OrderFilter filter, UUID after, int limit) {
        var statement = new ListStatement();
        var sql = sql(statement, filter, after, limit);
        return database.connection(connection -> connection
                .preparedQuery(sql)
                .execute(Database.tuple(statement.parameters()))
                .compose(rows -> OrderRepository.withLines(connection, rows)));
    }

    /** @param statement gets the parameters */
    static String sql(ListStatement statement, OrderFilter filter, UUID after, int limit) {
        return shape(statement, filter, after)
                .replace(":columns", OrderRepository.COLUMNS)
                .replace(":conditions", statement.conditions())
                .replace(":order", filter.oldestFirst() ? "ASC" : "DESC")
                .replace(":limit", Integer.toString(limit));
    }

    private static String shape(ListStatement statement, OrderFilter filter, UUID after) {
        var statuses = filter.statuses().toArray(String[]::new);
        if (filter.customer() == null && filter.product() != null) {
            statement
                    .and("l.product_id = ?::uuid", filter.product())
                    .between("l.order_id", filter.placed(), after, filter.oldestFirst())
                    .and(OF_STATUS, statuses.length == 0 ? null : statuses)
                    .placed(filter.placed());
            return BY_PRODUCT;
        }
        statement
                .and("o.customer_id = ?::uuid", filter.customer())
                .between("o.id", filter.placed(), after, filter.oldestFirst())
                .and(HAS_PRODUCT, filter.product())
                .placed(filter.placed());
        if (filter.customer() == null && statuses.length > 0) {
            return BY_STATUS.replace(":statuses", statement.parameter(statuses));
        }
        statement.and(OF_STATUS, statuses.length == 0 ? null : statuses);
        return PLAIN;
    }
}
