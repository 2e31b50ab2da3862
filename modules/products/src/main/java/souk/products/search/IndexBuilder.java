package souk.products.search;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.problem.Trouble;

/** Makes an index of all products, a page of them at a time. Blocks; for a thread of its own. */
final class IndexBuilder {

    private static final Logger LOG = LogManager.getLogger(IndexBuilder.class);
    private static final int PAGE = 1_000;
    private static final long REST_MILLIS = 500;
    private static final UUID LEAST = new UUID(0, 0);

    private final FeedRepository feed;
    private final IndexedProductRepository products;
    private final BooleanSupplier stopped;
    private volatile long done;

    IndexBuilder(FeedRepository feed, IndexedProductRepository products, BooleanSupplier stopped) {
        this.feed = feed;
        this.products = products;
        this.stopped = stopped;
    }

    /**
     * What changes meanwhile is taken in afterwards, from the feed: the index is where the catalogue was in the
     * beginning. While the database is away this waits for it. Fails with {@link Trouble} if it is stopped.
     */
    ProductIndex build(Path folder) throws IOException {
        var begun = System.nanoTime();
        var now = patiently(() -> Patience.await(feed.now()));
        var index = ProductIndex.create(folder, now.catalogue(), now.position());
        try {
            fill(index);
            index.reached(now.position());
            index.commit();
            LOG.info("event=search-index-built products={} ms={}", done, (System.nanoTime() - begun) / 1_000_000);
            return index;
        } catch (IOException | RuntimeException failed) {
            index.close();
            throw failed;
        }
    }

    /** How many products are in it so far. */
    long done() {
        return done;
    }

    /** The next page is read while this one is written. */
    private void fill(ProductIndex index) throws IOException {
        var last = LEAST;
        var next = products.behind(last, PAGE);
        while (true) {
            var page = read(next, last);
            if (page.isEmpty()) {
                return;
            }
            last = page.get(page.size() - 1).id();
            next = products.behind(last, PAGE);
            index.add(page);
            done += page.size();
        }
    }

    private List<IndexedProduct> read(Future<List<IndexedProduct>> asked, UUID behind) {
        return patiently(() -> Patience.await(asked.failed() ? products.behind(behind, PAGE) : asked));
    }

    private interface Asking<T> {
        T ask();
    }

    private <T> T patiently(Asking<T> asking) {
        while (!stopped.getAsBoolean()) {
            try {
                return asking.ask();
            } catch (Trouble passing) {
                LOG.warn("event=search-index-waits reason=\"{}\"", passing.getMessage());
                rest();
            }
        }
        throw Trouble.because("the index is being closed");
    }

    private static void rest() {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
