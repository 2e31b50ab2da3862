package souk.products.search;

import java.util.List;
import java.util.UUID;

/**
 * A part of what changed between two positions of the feed.
 *
 * @param until where the index is when it has taken in this page and those after it
 * @param forgotten whether the feed does not reach back to where the page was to begin
 * @param last the mark of the last row, for the next page; null if there is none
 */
record FeedPage(FeedPosition until, boolean forgotten, List<UUID> products, Mark last) {

    /** Whether there may be another one behind it. */
    boolean isFull(int size) {
        return products.size() == size;
    }

    /** A row of the feed. */
    record Mark(String transaction, long number) {

        static final Mark START = new Mark("0", 0);
    }
}
