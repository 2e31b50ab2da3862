package souk.products.search;

import java.util.List;

/**
 * Which transactions an index contains: those that a snapshot of the database sees, such as {@code 100:104:100,102}.
 * Transactions may commit in any order; what one of them changed is taken in once it can be seen, however old it is.
 *
 * @param snapshot in the notation of PostgreSQL's {@code pg_snapshot}
 */
record FeedPosition(String snapshot) {

    /** The first transaction that had not begun. */
    long end() {
        return Long.parseUnsignedLong(List.of(snapshot.split(":")).get(1));
    }

    /** A database that was set back has transactions to come whose numbers this position has seen already. */
    boolean isAheadOf(FeedPosition now) {
        return Long.compareUnsigned(end(), now.end()) > 0;
    }
}
