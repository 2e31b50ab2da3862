package souk.products.search;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import souk.shared.bus.Deadline;
import souk.shared.problem.Trouble;

/**
 * Keeps the index of this node where the catalogue is: makes it, follows the feed on a thread of its own, and replaces
 * it by a new one when somebody asks for that, when it is damaged or when the feed does not reach back to it.
 */
final class IndexKeeper {

    private static final Logger LOG = LogManager.getLogger(IndexKeeper.class);
    private static final long EVERY_MILLIS = 200;
    private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int CAUGHT_UP = 100;

    private final Vertx vertx;
    private final FeedRepository feed;
    private final IndexedProductRepository products;
    private final IndexFolder folder;
    private final Follower follower;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final Promise<Void> usable = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private volatile ProductIndex live;
    private volatile Construction construction;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile boolean rebuildAsked;
    private volatile long currentNanos = System.nanoTime();
    private long committedNanos = System.nanoTime();
    private ProductIndex kept;
    private String trouble = "";

    IndexKeeper(Vertx vertx, FeedRepository feed, IndexedProductRepository products, IndexFolder folder) {
        this.vertx = vertx;
        this.feed = feed;
        this.products = products;
        this.folder = folder;
        this.follower = new Follower(feed, products, new Follower.Haste(() -> stopped, this::commitDue));
    }

    /** Completes when there is something to search, or after the patience: then it is still being made. */
    Future<Void> start(Duration patience) {
        var thread = new Thread(this::keep, "search-index");
        thread.setDaemon(true);
        thread.start();
        started = true;
        var context = vertx.getOrCreateContext();
        var answer = Promise.<Void>promise();
        usable.future().onComplete(done -> context.runOnContext(turn -> answer.tryComplete()));
        context.runOnContext(turn -> vertx.setTimer(patience.toMillis(), late -> answer.tryComplete()));
        return answer.future();
    }

    /** Makes what is there durable. */
    Future<Void> stop() {
        stopped = true;
        wake();
        if (!started) {
            end();
        }
        return ended.future();
    }

    /** There is something to take in. */
    void wake() {
        wakeUps.offer(true);
    }

    /** From the products themselves; the present one answers meanwhile. Asking while one is made changes nothing. */
    void rebuild() {
        rebuildAsked = true;
        wake();
    }

    /** Fails with {@link Trouble} as long as there is none. */
    ProductIndex index() {
        var present = live;
        if (present == null) {
            throw Trouble.because("the search index is being built");
        }
        return present;
    }

    /** Nobody can rely on this index. */
    void damaged(ProductIndex index) {
        LOG.error("event=search-index-damaged folder={}", index.folder());
        rebuild();
    }

    IndexState state() {
        var building = construction != null;
        return live == null ? IndexState.BUILDING : building ? IndexState.REBUILDING : IndexState.READY;
    }

    /** How many products are in the one that is being made, or 0. */
    long built() {
        var present = construction;
        return present == null ? 0 : present.done();
    }

    /** What was committed before that is in the index. */
    Duration lag() {
        return Duration.ofNanos(System.nanoTime() - currentNanos);
    }

    /** How many changes it had yet to take in when it last looked. */
    long behind() {
        return follower.behind();
    }

    /** Waits until what was committed at that instant is in the index. Fails with {@link Trouble} at the deadline. */
    void awaitCurrent(long nanos, Deadline deadline) {
        while (currentNanos - nanos < 0) {
            if (deadline.passed() || stopped) {
                throw Trouble.because("the index does not keep up");
            }
            wake();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void keep() {
        while (!stopped) {
            try {
                step();
                trouble = "";
            } catch (IOException | RuntimeException failure) {
                cope(failure);
            }
            rest();
        }
        end();
    }

    private void end() {
        try {
            close();
        } catch (IOException | RuntimeException failure) {
            LOG.warn("event=search-index-not-closed reason=\"{}\"", failure.toString());
        }
        ended.tryComplete();
    }

    private void rest() {
        try {
            wakeUps.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws IOException {
        if (live == null && kept == null && construction == null) {
            open();
        }
        if (kept != null) {
            catchUp();
        }
        if (live != null) {
            follow();
        }
        if (rebuildAsked && construction == null) {
            rebuildAsked = false;
            construction = Construction.begin(new IndexBuilder(feed, products, () -> stopped), folder.next());
        }
        if (construction != null && construction.isEnded()) {
            exchange();
        }
    }

    private void open() throws IOException {
        kept = folder.open(Patience.await(feed.now()).catalogue()).orElse(null);
        rebuildAsked = kept == null;
    }

    /** What was committed since the process ended is taken in first. */
    private void catchUp() throws IOException {
        var begun = System.nanoTime();
        if (follower.follow(kept) < 0) {
            var outlived = kept;
            kept = null;
            rebuildAsked = true;
            discard(outlived);
        } else if (follower.isComplete()) {
            currentNanos = begun;
            become(kept);
            kept = null;
        } else {
            kept.commit();
            committedNanos = System.nanoTime();
            wake();
        }
    }

    private void follow() throws IOException {
        var begun = System.nanoTime();
        if (follower.follow(live) < 0) {
            rebuildAsked = true;
            return;
        }
        if (follower.isComplete()) {
            currentNanos = begun;
        } else {
            wake();
        }
        if (commitDue()) {
            live.commit();
            committedNanos = System.nanoTime();
        }
    }

    private boolean commitDue() {
        return System.nanoTime() - committedNanos > COMMIT_NANOS;
    }

    /** What changed while the new one was made is taken in first. */
    private void exchange() throws IOException {
        var made = construction.result();
        if (made == null) {
            construction = null;
            rebuildAsked = true;
            return;
        }
        var begun = System.nanoTime();
        var taken = follower.follow(made);
        if (taken < 0) {
            construction = null;
            rebuildAsked = true;
            discard(made);
        } else if (taken < CAUGHT_UP && follower.isComplete()) {
            var former = live;
            made.commit();
            currentNanos = begun;
            become(made);
            construction = null;
            rebuildAsked = false;
            if (former != null) {
                discard(former);
            }
        } else {
            wake();
        }
    }

    private void become(ProductIndex index) {
        live = index;
        usable.tryComplete();
    }

    private static void discard(ProductIndex index) throws IOException {
        index.close();
        IndexFolder.remove(index.folder());
    }

    /** Trouble with the database passes; an index that can no longer be written is replaced. */
    private void cope(Throwable failure) {
        if (!failure.toString().equals(trouble)) {
            LOG.warn("event=search-index-behind reason=\"{}\"", failure.toString());
            trouble = failure.toString();
        }
        var broken = failure instanceof CorruptIndexException || failure instanceof AlreadyClosedException;
        if (live != null && (broken || live.isBroken())) {
            rebuildAsked = true;
        }
    }

    private void close() throws IOException {
        if (construction != null) {
            construction.abandon();
        }
        var last = live == null ? kept : live;
        if (last != null) {
            last.commit();
            last.close();
        }
        folder.close();
    }
}
