package souk.local.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import souk.local.data.LocalFailure;
import souk.local.process.Spawner;

/**
 * Owns the processes of a cluster: starts again what ended by itself, leaves down what was stopped. May be called from
 * any thread. A name that is not known, or a request that makes no sense in the process's state, fails the future with
 * {@link LocalFailure}.
 */
public final class Supervisor {
    private final Spawner spawner;
    private final Consumer<String> events;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private volatile boolean closing;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    });

    /** @param events told in a sentence whatever happens to a process, on the supervisor's thread */
    public Supervisor(Spawner spawner, Consumer<String> events) {
        this.spawner = spawner;
        this.events = events;
    }

    /** It is not started by that. */
    public CompletableFuture<Void> add(InstanceSpec spec) {
        return CompletableFuture.runAsync(
                () -> instances.put(spec.name(), new Instance(spec, spawner, loop, events)), loop);
    }

    /** Completes when it is ready; fails when it ended twice before. It goes on being started all the same. */
    public CompletableFuture<Void> start(String name) {
        return with(name, this::startUnlessClosing);
    }

    public CompletableFuture<Void> stop(String name) {
        return with(name, Instance::stop);
    }

    public CompletableFuture<Void> restart(String name) {
        return stop(name).thenCompose(down -> start(name));
    }

    /** Stops it and forgets it. */
    CompletableFuture<Void> remove(String name) {
        return stop(name).thenRunAsync(() -> instances.remove(name), loop);
    }

    public CompletableFuture<Void> kill(String name) {
        return with(name, Instance::kill);
    }

    public CompletableFuture<Void> pause(String name) {
        return with(name, instance -> done(instance::pause));
    }

    public CompletableFuture<Void> resume(String name) {
        return with(name, instance -> done(instance::resume));
    }

    /** In the order in which they were added. */
    public CompletableFuture<List<InstanceStatus>> status() {
        return onLoop(() -> all(instances.values(), Instance::status));
    }

    /** Stops all that match, at the same time; completes when they are down. */
    public CompletableFuture<Void> stopAll(Predicate<InstanceSpec> which) {
        return onLoop(() -> all(matching(which), Instance::stop)).thenApply(down -> null);
    }

    /** Starts all that match, at the same time; completes when all are ready and fails when one fails. */
    public CompletableFuture<Void> startAll(Predicate<InstanceSpec> which) {
        return onLoop(() -> firstFailure(
                matching(which).stream().map(this::startUnlessClosing).toList()));
    }

    /** Runs again and again on the supervisor's thread; must be quick. */
    void every(long seconds, Runnable chore) {
        loop.scheduleWithFixedDelay(chore, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Nothing is started from now on. */
    void refuseStarts() {
        closing = true;
    }

    private CompletableFuture<Void> startUnlessClosing(Instance instance) {
        if (closing) {
            throw new LocalFailure("the cluster is going down");
        }
        return instance.start();
    }

    private List<Instance> matching(Predicate<InstanceSpec> which) {
        return instances.values().stream()
                .filter(instance -> which.test(instance.spec()))
                .toList();
    }

    private <T> CompletableFuture<T> with(String name, Function<Instance, CompletableFuture<T>> action) {
        return onLoop(() -> {
            var instance = instances.get(name);
            if (instance == null) {
                throw new LocalFailure("there is no " + name + ", only " + String.join(", ", instances.keySet()));
            }
            return action.apply(instance);
        });
    }

    private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> action) {
        return CompletableFuture.supplyAsync(action, loop).thenCompose(Function.identity());
    }

    private static <T> CompletableFuture<List<T>> all(
            Collection<Instance> instances, Function<Instance, CompletableFuture<T>> action) {
        var futures = instances.stream().map(action).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }

    private static CompletableFuture<Void> firstFailure(List<CompletableFuture<Void>> futures) {
        var result = new CompletableFuture<Void>();
        for (var future : futures) {
            future.exceptionally(trouble -> {
                result.completeExceptionally(trouble);
                return null;
            });
        }
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).thenRun(() -> result.complete(null));
        return result;
    }

    private static CompletableFuture<Void> done(Runnable action) {
        action.run();
        return CompletableFuture.completedFuture(null);
    }
}
