package souk.products.search;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.shared.problem.Trouble;

/** Waits for the database on a thread of the index, which has nothing else to do; never on an event loop. */
final class Patience {

    private static final int SECONDS = 30;

    private Patience() {}

    /** Throws what the future failed with, or {@link Trouble} if it does not end. */
    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known
                    ? known
                    : new Trouble("the database could not do it now", failed.getCause());
        } catch (TimeoutException late) {
            throw new Trouble("no answer of the database in time", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Trouble("the index is being closed", stopped);
        }
    }
}
