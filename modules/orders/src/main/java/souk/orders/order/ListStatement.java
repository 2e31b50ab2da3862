package souk.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The conditions of a list that is in the order of order ids. It has only those that are asked for: a statement that
 * serves every filter at once gets a plan that fits none of them.
 */
public final class ListStatement {

    private final List<Object> parameters = new ArrayList<>();
    private final StringBuilder conditions = new StringBuilder();

    /** @param condition with {@code ?} for the value, which decides whether it is there at all */
    public ListStatement and(String condition, Object value) {
        return and(condition, Optional.ofNullable(value));
    }

    public ListStatement and(String condition, Optional<?> value) {
        value.ifPresent(present -> {
            parameters.add(present);
            conditions.append(" AND ").append(condition.replace("?", "$" + parameters.size()));
        });
        return this;
    }

    /**
     * The part of the index to read.
     *
     * @param id the column with the order's id
     * @param after the last id of the page before, or null
     */
    public ListStatement between(String id, Times placed, UUID after, boolean oldestFirst) {
        return and(id + " >= ?::uuid", placed.lowestId())
                .and(id + " < ?::uuid", placed.highestId())
                .and(id + (oldestFirst ? " > " : " < ") + "?::uuid", after);
    }

    /** What the ids say only roughly, of an order {@code o}. */
    public ListStatement placed(Times placed) {
        return and("o.created_at >= ?::timestamptz", placed.from()).and("o.created_at < ?::timestamptz", placed.to());
    }

    /** A value outside the conditions; answers its place. */
    public String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }

    public String conditions() {
        return conditions.toString();
    }

    public Object[] parameters() {
        return parameters.toArray();
    }
}
