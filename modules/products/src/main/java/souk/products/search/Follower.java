package souk.products.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings an index to where the catalogue is. Blocks; for the thread that writes the index. */
final class Follower {

    private static final int PAGE = 1_000;

    private final FeedRepository feed;
    private final IndexedProductRepository products;
    private final Haste haste;
    private volatile long behind;
    private boolean complete;

    /** Reasons to leave the rest for another time. */
    record Haste(BooleanSupplier stopped, BooleanSupplier commitDue) {}

    Follower(FeedRepository feed, IndexedProductRepository products, Haste haste) {
        this.feed = feed;
        this.products = products;
        this.haste = haste;
    }

    /** Whether the index is where the catalogue was when it was last asked to follow. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Takes in what changed up to now. Each product is read as it is at that moment, which is at least as new as the
     * change that was told, so that taking something in twice, or after a later change, does no harm. What is taken in
     * by the page counts as reached, so that much of it can be interrupted.
     *
     * @return how many changes there were, or -1 if the feed does not reach back far enough: the index has to be built anew
     */
    int follow(ProductIndex index) throws IOException {
        complete = false;
        var since = index.position();
        var page = Patience.await(feed.changes(since, null, FeedPage.Mark.START, PAGE));
        if (page.forgotten() || since.isAheadOf(page.until())) {
            return -1;
        }
        var until = page.until();
        behind = page.isFull(PAGE) ? Patience.await(feed.left(since)).rows() : 0;
        var taken = 0;
        String transaction = null;
        while (page.last() != null) {
            take(page, index);
            taken += page.products().size();
            behind = Math.max(0, behind - page.products().size());
            if (!page.isFull(PAGE)) {
                break;
            }
            index.reached(until.before(page.last().transaction()));
            var moved = transaction != null && !transaction.equals(page.last().transaction());
            if (haste.stopped().getAsBoolean() || moved && haste.commitDue().getAsBoolean()) {
                return taken;
            }
            transaction = page.last().transaction();
            page = Patience.await(feed.changes(since, until, page.last(), PAGE));
            if (page.forgotten()) {
                return -1;
            }
        }
        index.reached(until);
        complete = true;
        return taken;
    }

    /** How many changes are known that are not taken in. */
    long behind() {
        return behind;
    }

    private void take(FeedPage page, ProductIndex index) throws IOException {
        var changed = new ArrayList<UUID>(new LinkedHashSet<>(page.products()));
        var present = Patience.await(products.find(changed)).stream()
                .collect(Collectors.toMap(IndexedProduct::id, Function.identity()));
        index.replace(changed, present);
    }
}
