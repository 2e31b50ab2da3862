package souk.products.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.bus.Deadline;
import souk.shared.problem.Trouble;

/** What can be said and done about the index of this node from outside. */
final class IndexReport {

    private static final Logger LOG = LogManager.getLogger(IndexReport.class);
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final String instance;
    private final IndexKeeper keeper;
    private final FeedRepository feed;
    private final IndexChecker checker;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile CheckReport last;

    IndexReport(Vertx vertx, String instance, IndexKeeper keeper, FeedRepository feed, IndexChecker checker) {
        this.vertx = vertx;
        this.instance = instance;
        this.keeper = keeper;
        this.feed = feed;
        this.checker = checker;
    }

    Future<IndexStatus> status() {
        if (keeper.state() == IndexState.BUILDING) {
            return Future.succeededFuture(status(0, 0));
        }
        var position = keeper.index().position();
        return feed.left(position).map(left -> status(documents(), left.rows()));
    }

    private IndexStatus status(long documents, long behind) {
        var lag = keeper.lag().toMillis() / 1_000.0;
        return new IndexStatus(instance, keeper.state(), documents, lag, behind, keeper.built(), checking.get(), last);
    }

    private long documents() {
        try {
            var index = keeper.index();
            var searcher = index.acquire();
            try {
                return searcher.getIndexReader().numDocs();
            } finally {
                index.release(searcher);
            }
        } catch (IOException | RuntimeException replaced) {
            return 0;
        }
    }

    /** Goes on until it is done, one at a time; completes then, or after the patience: then {@link #status} tells. */
    Future<IndexStatus> check(Duration patience) {
        if (!checking.compareAndSet(false, true)) {
            return Future.failedFuture(Trouble.busy("the index is being checked"));
        }
        var looked = vertx.executeBlocking(() -> checker.check(Deadline.in(MOST)), false)
                .onSuccess(found -> last = CheckReport.of(found, Instant.now()))
                .onFailure(failure -> LOG.warn("event=search-index-not-checked reason=\"{}\"", failure.toString()))
                .onComplete(done -> checking.set(false));
        return Future.any(looked, vertx.timer(patience.toMillis())).compose(done -> status());
    }

    void rebuild() {
        keeper.rebuild();
    }
}
