package souk.products.search;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which transactions an index contains: those that a snapshot of the database sees, such as {@code 100:104:100,102}.
 * Transactions may commit in any order; what one of them changed is taken in once it can be seen, however old it is.
 *
 * @param snapshot in the notation of PostgreSQL's {@code pg_snapshot}
 */
record FeedPosition(String snapshot) {

    /** The first transaction that had not begun. */
    long end() {
        return Long.parseLong(parts()[1]);
    }

    /** What this position has of the transactions before that one. */
    FeedPosition before(String transaction) {
        var end = Long.parseLong(transaction);
        var begin = Math.min(Long.parseLong(parts()[0]), end);
        var unseen = Arrays.stream(parts()[2].split(","))
                .filter(one -> !one.isEmpty() && Long.parseLong(one) < end)
                .collect(Collectors.joining(","));
        return new FeedPosition(begin + ":" + end + ":" + unseen);
    }

    private String[] parts() {
        return snapshot.split(":", 3);
    }

    /** A database that was set back has transactions to come whose numbers this position has seen already. */
    boolean isAheadOf(FeedPosition now) {
        return end() > now.end();
    }
}
