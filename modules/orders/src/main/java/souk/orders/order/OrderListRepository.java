package souk.orders.order;

import io.vertx.core.Future;
import java.util.UUID;
import souk.shared.sql.Database;

/**
 * Lists of orders, each driven by the index that fits its filter and read in the order of the ids, so that a page costs the
 * same however many orders there are. Whose orders they are is part of the statement.
 */
final class OrderListRepository {

    private static final String ALL = """
            SELECT o.* FROM orders o WHERE o.status <> 'never':driving ORDER BY o.id :order LIMIT :most""";

    private static final String OF_CUSTOMER = """
            SELECT o.* FROM orders o WHERE o.status <> 'never':driving
             ORDER BY o.customer_id :opposite, o.id :order LIMIT :most""";

    /** The first ones of each state, and of these the first. */
    private static final String IN_STATES = """
            SELECT o.* FROM unnest((SELECT :statuses::text[])) AS asked (status)
             CROSS JOIN LATERAL (
                   SELECT o.* FROM orders o
                    WHERE o.status BETWEEN asked.status AND asked.status AND o.status <> 'never':driving
                    ORDER BY o.status :order, o.id :order LIMIT :most) o
             ORDER BY o.id :order LIMIT :most""";

    private static final String PAGE = """
            SELECT %s FROM (:candidates) o WHERE true:remaining ORDER BY %s LIMIT :limit""";

    private static final String PAGE_OF_ALL = PAGE.formatted(OrderRepository.COLUMNS, "o.id :order");
    private static final String PAGE_OF_CUSTOMER =
            PAGE.formatted(OrderRepository.COLUMNS, "o.customer_id :opposite, o.id :order");

    /** OFFSET 0 keeps the planner from turning it round. No index by product: each line of each order would fill it. */
    private static final String HAS_PRODUCT =
            "EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.product_id = ?::uuid OFFSET 0)";

    private final Database database;

    OrderListRepository(Database database) {
        this.database = database;
    }

    /**
     * @param filter of which the customer is whom they belong to, whoever asks
     * @param after the last id of the page before, or null
     */
    Future<Slice<Order>> list(OrderFilter filter, UUID after, int limit) {
        var statement = statement(filter, after);
        return database.connection(connection -> SliceRepository.read(
                connection, statement, limit, rows -> OrderRepository.withLines(connection, rows)));
    }

    static ListStatement statement(OrderFilter filter, UUID after) {
        if (filter.customer() != null) {
            return placed(
                            new ListStatement(OF_CUSTOMER, PAGE_OF_CUSTOMER, filter.oldestFirst())
                                    .of("o.customer_id", filter.customer()),
                            filter,
                            after)
                    .only(HAS_PRODUCT, filter.product())
                    .onlyIn(filter.statuses());
        }
        if (filter.statuses().isEmpty()) {
            return placed(new ListStatement(ALL, PAGE_OF_ALL, filter.oldestFirst()), filter, after)
                    .only(HAS_PRODUCT, filter.product());
        }
        var inStates = new ListStatement(IN_STATES, PAGE_OF_ALL, filter.oldestFirst())
                .candidate(":statuses", filter.statuses().toArray(String[]::new));
        return placed(inStates, filter, after).only(HAS_PRODUCT, filter.product());
    }

    private static ListStatement placed(ListStatement orders, OrderFilter filter, UUID after) {
        return orders.between("o.id", filter.placed(), after).placed(filter.placed());
    }
}
