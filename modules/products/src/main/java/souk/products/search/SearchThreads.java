package souk.products.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import souk.shared.bus.Deadline;
import souk.shared.problem.Trouble;

/** Where searches run, so that no event loop waits for one. A few at a time, and not many that wait. */
final class SearchThreads {

    private static final int WAITING = 128;

    private final Vertx vertx;
    private final ThreadPoolExecutor threads;

    SearchThreads(Vertx vertx) {
        this.vertx = vertx;
        var atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
        var number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(atOnce, atOnce, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), work -> {
                    var thread = new Thread(work, "search-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Fails with {@link Trouble} if too many wait, or if nobody waits for it any more when it is its turn. */
    <T> Future<T> run(Deadline deadline, Callable<T> work) {
        var outcome = new CompletableFuture<T>();
        try {
            threads.execute(() -> complete(outcome, deadline, work));
        } catch (RejectedExecutionException full) {
            return Future.failedFuture(Trouble.busy("too many searches wait"));
        }
        return Future.fromCompletionStage(outcome, vertx.getOrCreateContext());
    }

    private static <T> void complete(CompletableFuture<T> outcome, Deadline deadline, Callable<T> work) {
        try {
            if (deadline.passed()) {
                throw Trouble.because("the search waited too long");
            }
            outcome.complete(work.call());
        } catch (Exception | Error failure) {
            outcome.completeExceptionally(failure);
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    void close() {
        threads.shutdown();
    }
}
