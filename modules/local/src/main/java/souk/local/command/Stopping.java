package souk.local.command;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.process.ProcessRegister;

/** Takes a cluster down, together with what a supervisor that was killed may have left running. */
record Stopping(DataDirectory data) {
    private static final int LAST_MOMENTS_SECONDS = 10;

    /** Returns when no process of it is left: whether there was a cluster to stop. */
    boolean run() {
        var cluster = new RunningCluster(data);
        if (!cluster.isThere()) {
            new ProcessRegister(data.processes()).stopOrphans();
            return false;
        }
        awaitEnd(cluster.ask("down", null).asLong());
        return true;
    }

    private static void awaitEnd(long pid) {
        var supervisor = ProcessHandle.of(pid);
        if (supervisor.isEmpty()) {
            return;
        }
        try {
            supervisor.get().onExit().get(LAST_MOMENTS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LocalFailure("all is down, but the supervisor (process " + pid + ") does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
