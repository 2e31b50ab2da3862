package souk.shared.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Whether the copies of the cluster's entries are in step. Finding out takes a word of those who keep the other copies, and
 * so as long as one that is frozen is believed to be alive; it is done on a thread of its own, one time after the other.
 */
final class PartitionSafety {

    private final BooleanSupplier safe;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        var asking = new Thread(work, "partition-safety");
        asking.setDaemon(true);
        return asking;
    });
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /** @param safe may block, or throw when there is no cluster */
    PartitionSafety(BooleanSupplier safe) {
        this.safe = safe;
    }

    /** False as well if it cannot be found out in time. Blocks as long as the patience at most. */
    boolean isSafe(Duration patience) {
        try {
            return ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(safe::getAsBoolean, thread);
        }
        return asked;
    }
}
