package souk.local.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import souk.local.data.LocalFailure;
import souk.local.process.Child;
import souk.local.process.LogTail;
import souk.local.process.ResidentMemory;
import souk.local.process.Signal;
import souk.local.process.Spawner;

/** A supervised process over its lives. Everything here happens on the supervisor's one thread. */
final class Instance {
    private static final Duration POLL = Duration.ofMillis(100);
    /** A look that gives no answer at all must not be the last one. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** So many ends in a row before it was ready, and whoever waits is told. A busy machine makes a start fail too. */
    private static final int GIVE_UP_WAITING_AFTER = 4;
    /** How services end whose configuration is wrong, which no further start will change. */
    private static final int WRONG_CONFIGURATION = 2;

    private final InstanceSpec spec;
    private final Spawner spawner;
    private final ScheduledExecutorService loop;
    private final Consumer<String> events;
    private final Backoff backoff = new Backoff();

    private InstanceState state = InstanceState.STOPPED;
    private Child process;
    private Instant startedAt;
    private Instant awaitedSince;
    private ScheduledFuture<?> nextStart;
    private CompletableFuture<Void> ready = new CompletableFuture<>();
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
    private int restarts;
    private int endsBeforeReady;

    Instance(InstanceSpec spec, Spawner spawner, ScheduledExecutorService loop, Consumer<String> events) {
        this.spec = spec;
        this.spawner = spawner;
        this.loop = loop;
        this.events = events;
    }

    InstanceSpec spec() {
        return spec;
    }

    /** Completes when it is ready; at once when it is so already. */
    CompletableFuture<Void> start() {
        switch (state) {
            case READY, NOT_READY, STARTING -> {}
            case PAUSED -> throw new LocalFailure(spec.name() + " is paused: resume it");
            case STOPPING -> throw new LocalFailure(spec.name() + " is stopping: start it when it is down");
            case STOPPED, RESTARTING -> {
                backoff.reset();
                endsBeforeReady = 0;
                launch();
            }
        }
        return ready;
    }

    /** Asks it to end, and ends it after 20 s. Completes when it is down. */
    CompletableFuture<Void> stop() {
        if (state == InstanceState.STOPPED || state == InstanceState.STOPPING) {
            return stopped;
        }
        stopped = new CompletableFuture<>();
        if (state == InstanceState.RESTARTING) {
            nextStart.cancel(false);
            down();
            return stopped;
        }
        state = InstanceState.STOPPING;
        if (process != null) {
            askToEnd();
        }
        return stopped;
    }

    /** As a crash: it is started again. Completes when the process is gone. */
    CompletableFuture<Void> kill() {
        var running = running();
        Signal.KILL.toTree(running.handle());
        return running.ended().thenApply(exitCode -> null);
    }

    void pause() {
        Signal.STOP.toTree(running().handle());
        state = InstanceState.PAUSED;
        events.accept(spec.name() + " is paused");
    }

    void resume() {
        if (state != InstanceState.PAUSED) {
            throw new LocalFailure(spec.name() + " is not paused");
        }
        Signal.CONT.toTree(running().handle());
        state = InstanceState.STARTING;
        awaitedSince = Instant.now();
        events.accept(spec.name() + " goes on");
        poll(process);
    }

    CompletableFuture<InstanceStatus> status() {
        if (state != InstanceState.READY) {
            return CompletableFuture.completedFuture(statusAs(state));
        }
        return spec.readiness()
                .check(process.pid())
                .thenApplyAsync(works -> works || state != InstanceState.READY ? state : InstanceState.NOT_READY, loop)
                .thenApplyAsync(this::statusAs, loop);
    }

    private InstanceStatus statusAs(InstanceState shown) {
        if (process == null) {
            return new InstanceStatus(spec.name(), spec.service(), shown, null, spec.ports(), null, null, restarts);
        }
        var memory = ResidentMemory.of(process.pid());
        var uptime = Duration.between(startedAt, Instant.now()).toSeconds();
        return new InstanceStatus(
                spec.name(),
                spec.service(),
                shown,
                process.pid(),
                spec.ports(),
                memory.isPresent() ? memory.getAsLong() : null,
                uptime,
                restarts);
    }

    private void launch() {
        if (nextStart != null) {
            nextStart.cancel(false);
        }
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        state = InstanceState.STARTING;
        startedAt = Instant.now();
        awaitedSince = startedAt;
        spawner.spawn(spec.name(), spec.launch().get()).whenCompleteAsync(this::spawned, loop);
    }

    private void spawned(Child started, Throwable trouble) {
        if (trouble != null) {
            events.accept(trouble.getMessage());
            gone("could not be started", WRONG_CONFIGURATION);
            return;
        }
        process = started;
        started.ended().thenAcceptAsync(exitCode -> ended(started, exitCode), loop);
        if (state == InstanceState.STOPPING) {
            askToEnd();
        } else {
            poll(started);
        }
    }

    private void poll(Child polled) {
        if (polled != process || state != InstanceState.STARTING) {
            return;
        }
        spec.readiness()
                .check(polled.pid())
                .completeOnTimeout(false, ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((works, trouble) -> polled(polled, Boolean.TRUE.equals(works)), loop);
    }

    private void polled(Child polled, boolean works) {
        if (polled != process || state != InstanceState.STARTING) {
            return;
        }
        var waited = Duration.between(awaitedSince, Instant.now());
        if (!works && isTooLong(waited)) {
            events.accept(
                    "%s is still starting after %d s, so it is killed".formatted(spec.name(), waited.toSeconds()));
            Signal.KILL.toTree(polled.handle());
            return;
        }
        if (!works) {
            loop.schedule(() -> poll(polled), POLL.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        state = InstanceState.READY;
        endsBeforeReady = 0;
        var took = waited.toMillis() / 1000.0;
        events.accept("%s is ready after %.1f s".formatted(spec.name(), took));
        ready.complete(null);
    }

    private boolean isTooLong(Duration waited) {
        return spec.startWithin() != null && waited.compareTo(spec.startWithin()) > 0;
    }

    private void askToEnd() {
        var asked = process;
        Signal.CONT.toTree(asked.handle());
        spec.stop().to(asked.handle());
        loop.schedule(
                () -> {
                    if (asked == process) {
                        events.accept(spec.name() + " does not end, so it is killed");
                        Signal.KILL.toTree(asked.handle());
                    }
                },
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void ended(Child ended, int exitCode) {
        if (ended == process) {
            process = null;
            gone("ended with exit code " + exitCode, exitCode);
        }
    }

    private void gone(String how, int exitCode) {
        if (state == InstanceState.STOPPING) {
            events.accept(spec.name() + " is down");
            down();
            return;
        }
        var neverWorks = exitCode == WRONG_CONFIGURATION || ++endsBeforeReady >= GIVE_UP_WAITING_AFTER;
        if (state == InstanceState.STARTING && neverWorks) {
            ready.completeExceptionally(failedStart(how));
        }
        restarts++;
        var delay = backoff.after(Duration.between(startedAt, Instant.now()));
        events.accept("%s %s; it is started again in %.1f s".formatted(spec.name(), how, delay.toMillis() / 1000.0));
        state = InstanceState.RESTARTING;
        nextStart = loop.schedule(this::launch, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LocalFailure failedStart(String how) {
        var log = spec.launch().get().log();
        var end = LogTail.of(log, 15).stream()
                .map(line -> "\n  " + line.substring(0, Math.min(line.length(), 400)))
                .collect(Collectors.joining());
        return new LocalFailure(
                spec.name() + " " + how + " before it was ready; the end of its log " + log + ":" + end);
    }

    private void down() {
        state = InstanceState.STOPPED;
        ready.completeExceptionally(new LocalFailure(spec.name() + " was stopped"));
        stopped.complete(null);
    }

    private Child running() {
        if (process == null) {
            throw new LocalFailure(spec.name() + " does not run (" + state.shown() + ")");
        }
        return process;
    }
}
