package souk.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.shared.http.Query;
import souk.shared.http.RequestHash;

/**
 * Which orders somebody asks for, and in which order.
 *
 * @param statuses each once; empty for all
 * @param customer null for all
 * @param product null for any
 */
public record OrderFilter(List<String> statuses, UUID customer, UUID product, Times placed, boolean oldestFirst) {

    private static final String NEWEST = "-created";
    private static final String OLDEST = "created";

    public OrderFilter {
        statuses = List.copyOf(statuses);
    }

    static OrderFilter asked(Query query) {
        return new OrderFilter(
                statuses(query),
                query.uuid("customer").orElse(null),
                query.uuid("product").orElse(null),
                Times.asked(query),
                oldestFirst(query));
    }

    /** The same, of one customer's orders. */
    OrderFilter of(UUID account) {
        return new OrderFilter(statuses, account, product, placed, oldestFirst);
    }

    /** Of the parameter {@code status}, which may be there several times. */
    public static List<String> statuses(Query query) {
        var statuses = new ArrayList<String>();
        for (var name : query.texts("status", OrderState.values().length, 20)) {
            if (OrderState.named(name).isEmpty()) {
                query.wrong("status", "is not a state of an order");
            } else if (!statuses.contains(name)) {
                statuses.add(name);
            }
        }
        return statuses.stream().sorted().toList();
    }

    /** Of the parameter {@code sort}. */
    public static boolean oldestFirst(Query query) {
        var sort = query.text("sort", 20).orElse(NEWEST);
        if (!sort.equals(NEWEST) && !sort.equals(OLDEST)) {
            query.wrong("sort", "must be " + NEWEST + " or " + OLDEST);
        }
        return sort.equals(OLDEST);
    }

    /** The name of the list for its cursors: one that was made for another filter is refused, not misunderstood. */
    public static String list(String name, Record filter) {
        return name + " " + RequestHash.of(filter).substring(0, 16);
    }
}
