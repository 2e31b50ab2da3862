package souk.local.process;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import souk.local.data.LocalFailure;

/**
 * Starts children that do not outlive this process. The kernel ties a child to the thread that started it, so all are
 * started by one thread that lives as long as the process.
 */
public final class Spawner {
    private final ParentDeath parentDeath = new ParentDeath();
    private final ProcessRegister register;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var spawner = new Thread(task, "spawner");
        spawner.setDaemon(true);
        return spawner;
    });

    public Spawner(ProcessRegister register) {
        this.register = register;
        if (!parentDeath.byKernel()) {
            thread.execute(() -> Watchdog.start(register.file()));
        }
    }

    /** Fails the future with {@link LocalFailure} when the program cannot be run. */
    public CompletableFuture<Child> spawn(String name, LaunchSpec spec) {
        return CompletableFuture.supplyAsync(() -> start(name, spec), thread);
    }

    private Child start(String name, LaunchSpec spec) {
        var builder = new ProcessBuilder(parentDeath.tie(spec))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        try {
            var process = builder.start();
            register.add(name, process.toHandle(), spec.whenOrphaned());
            var ended = process.onExit().thenApply(gone -> {
                register.remove(name, gone.pid());
                return gone.exitValue();
            });
            return new Child(process, ended);
        } catch (IOException e) {
            throw new LocalFailure("cannot start " + name + ": " + e.getMessage(), e);
        }
    }
}
