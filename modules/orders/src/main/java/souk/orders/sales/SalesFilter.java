package souk.orders.sales;

import java.util.List;
import java.util.UUID;
import souk.orders.order.OrderFilter;
import souk.orders.order.Times;
import souk.shared.http.Query;

/**
 * Which sales.
 *
 * @param statuses of the order, each once; empty for all
 * @param product null for any
 */
record SalesFilter(List<String> statuses, UUID product, Times placed, boolean oldestFirst) {

    SalesFilter {
        statuses = List.copyOf(statuses);
    }

    static SalesFilter asked(Query query) {
        return new SalesFilter(
                OrderFilter.statuses(query),
                query.uuid("product").orElse(null),
                Times.asked(query),
                OrderFilter.oldestFirst(query));
    }
}
