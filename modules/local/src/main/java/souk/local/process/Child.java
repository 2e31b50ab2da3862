package souk.local.process;

import java.util.concurrent.CompletableFuture;

/**
 * A process that was started here.
 *
 * @param ended completes with its exit code when it is gone and no longer registered
 */
public record Child(Process process, CompletableFuture<Integer> ended) {
    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }
}
