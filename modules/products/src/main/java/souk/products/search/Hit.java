package souk.products.search;

import java.util.Comparator;
import java.util.UUID;

/**
 * A product that was found, and where it is in the order.
 *
 * @param value what the order compares, as a cursor carries it: a score, an amount, a folded name; empty where it is the
 *     id alone
 */
record Hit(UUID id, String value) {

    /** As PostgreSQL orders ids, the newest first. */
    static final Comparator<UUID> NEWEST_FIRST = Comparator.<UUID>comparingLong(
                    id -> IndexFields.ordered(id.getMostSignificantBits()))
            .thenComparingLong(id -> IndexFields.ordered(id.getLeastSignificantBits()))
            .reversed();
}
