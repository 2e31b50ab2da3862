package souk.orders.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list in the order of order ids: candidates, read from the index that fits them best, and what else is asked of them.
 * It has only those conditions that are asked for, since a statement that serves every filter at once gets a plan that
 * fits none of them. If something else is asked, only so many candidates are looked at, so that a page costs little
 * even if nothing fits: it is shorter then, and the list goes on behind the last candidate.
 */
public final class ListStatement {

    static final int LOOKED_AT = 2_000;

    private String candidates;
    private final String page;
    private final boolean oldestFirst;
    private final List<Object> parameters = new ArrayList<>();
    private final StringBuilder driving = new StringBuilder();
    private final StringBuilder remaining = new StringBuilder();
    private int ofCandidates;

    /**
     * @param candidates with an {@code id}, the place {@code :driving} for their conditions, {@code :order} and {@code
     *     :most}
     * @param page over {@code (:candidates)}, with {@code :remaining}, {@code :order} and {@code :limit}
     */
    public ListStatement(String candidates, String page, boolean oldestFirst) {
        this.candidates = candidates;
        this.page = page;
        this.oldestFirst = oldestFirst;
    }

    /** @param condition on candidates, with {@code ?} for the value, which decides whether it is there at all */
    public ListStatement from(String condition, Object value) {
        return driving(condition, Optional.ofNullable(value));
    }

    /**
     * Whose list it is. Not as an equation, or the planner takes the value for a constant and any index in the order of the
     * ids for as good as the one that has it in front.
     */
    public ListStatement of(String column, UUID value) {
        return from(column + " BETWEEN ?::uuid AND ?::uuid", value);
    }

    /**
     * The part of the index to read.
     *
     * @param id the column with the order's id
     * @param after the last id of the page before, or null
     */
    public ListStatement between(String id, Times placed, UUID after) {
        driving(id + " >= ?::uuid", placed.lowestId());
        driving(id + " < ?::uuid", placed.highestId());
        return from(id + (oldestFirst ? " > " : " < ") + "?::uuid", after);
    }

    /** What the ids of orders {@code o} say only roughly, of candidates that know it. */
    ListStatement placed(Times placed) {
        return from("o.created_at >= ?::timestamptz", placed.from()).from("o.created_at < ?::timestamptz", placed.to());
    }

    /** As {@link #from}, on what was made of the candidates; after all that is about these. */
    public ListStatement only(String condition, Object value) {
        add(remaining, condition, Optional.ofNullable(value));
        return this;
    }

    /** As {@link #placed}, on what was made of the candidates. */
    public ListStatement onlyPlaced(Times placed) {
        return only("o.created_at >= ?::timestamptz", placed.from()).only("o.created_at < ?::timestamptz", placed.to());
    }

    /** @param statuses empty for all */
    public ListStatement onlyIn(List<String> statuses) {
        return only(
                "o.status = ANY ((SELECT ?::text[])::text[])",
                statuses.isEmpty() ? null : statuses.toArray(String[]::new));
    }

    /** A value in the candidates that is no condition. */
    public ListStatement candidate(String name, Object value) {
        candidates = candidates.replace(name, parameter(value));
        ofCandidates = parameters.size();
        return this;
    }

    /** Whether a page can be short although the list goes on. */
    public boolean looksOn() {
        return !remaining.isEmpty();
    }

    public String page(int limit) {
        var most = looksOn() ? LOOKED_AT : limit;
        return ordered(page.replace(":candidates", candidates(most)).replace(":remaining", remaining))
                .replace(":limit", Integer.toString(limit));
    }

    /** The last candidate that a page looks at; none if it looks at all of them. */
    public String end() {
        return ordered("SELECT c.id FROM (" + candidates(LOOKED_AT) + ") c OFFSET " + (LOOKED_AT - 1) + " LIMIT 1");
    }

    public Object[] parameters() {
        return parameters.toArray();
    }

    public Object[] parametersOfEnd() {
        return parameters.subList(0, ofCandidates).toArray();
    }

    public boolean oldestFirst() {
        return oldestFirst;
    }

    private String candidates(int most) {
        return candidates.replace(":driving", driving).replace(":most", Integer.toString(most));
    }

    private String ordered(String sql) {
        return sql.replace(":order", oldestFirst ? "ASC" : "DESC").replace(":opposite", oldestFirst ? "DESC" : "ASC");
    }

    private ListStatement driving(String condition, Optional<?> value) {
        if (looksOn()) {
            throw new IllegalStateException("candidates are chosen before anything else is asked of them");
        }
        add(driving, condition, value);
        ofCandidates = parameters.size();
        return this;
    }

    private void add(StringBuilder conditions, String condition, Optional<?> value) {
        value.ifPresent(present -> conditions.append(" AND ").append(condition.replace("?", parameter(present))));
    }

    private String parameter(Object value) {
        parameters.add(value);
        return "$" + parameters.size();
    }
}
