package souk.local.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import souk.local.control.ControlRequest;
import souk.local.control.ControlServer;
import souk.local.control.Conversation;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;

/** The process that owns a cluster: starts it, does what the command line asks, and takes it down at its own end. */
public final class SupervisorProcess {
    private final DataDirectory data;
    private final ClusterOptions options;
    private final Path project;
    private final EventLog events = new EventLog();
    private final Instant startedAt = Instant.now();
    private final CompletableFuture<Cluster> built = new CompletableFuture<>();
    private final CompletableFuture<Instant> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    public SupervisorProcess(DataDirectory data, ClusterOptions options, Path project) {
        this.data = data;
        this.options = options;
        this.project = project;
    }

    /** Returns when the cluster is down: whether it had become ready. */
    public boolean run() {
        var control = ControlServer.start(data, this::handle);
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::endAndWait, "shutdown"));
            var starting = new Thread(this::start, "starting");
            starting.setDaemon(true);
            starting.start();
            CompletableFuture.anyOf(end, ready.thenCompose(since -> end))
                    .exceptionally(failed -> null)
                    .join();
            stop();
        } finally {
            control.close();
        }
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    private void start() {
        try {
            var cluster = new Cluster(data, options, project, events);
            built.complete(cluster);
            cluster.start();
            ready.complete(Instant.now());
            cluster.prepareNextStart();
        } catch (RuntimeException e) {
            if (!(e instanceof LocalFailure)) {
                e.printStackTrace(System.out);
            }
            built.completeExceptionally(e);
            ready.completeExceptionally(e);
        }
    }

    private void stop() {
        try {
            built.thenAccept(Cluster::stop).exceptionally(neverBuilt -> null).join();
        } finally {
            events.accept("all is down");
            stopped.complete(null);
        }
    }

    private void endAndWait() {
        end.complete(null);
        stopped.join();
    }

    private Object handle(ControlRequest request, Conversation conversation) {
        return switch (request.command()) {
            case "watch" -> watch(request.name(), conversation);
            case "attend" -> attend(conversation);
            case "status" -> status();
            case "down" -> down();
            case "roll" -> roll(request.name(), conversation);
            case "environment" -> cluster().environmentOf(request.name());
            default -> done(onInstance(request));
        };
    }

    private CompletableFuture<Void> onInstance(ControlRequest request) {
        var supervisor = cluster().supervisor();
        return switch (request.command()) {
            case "start" -> supervisor.start(request.name());
            case "stop" -> supervisor.stop(request.name());
            case "restart" -> supervisor.restart(request.name());
            case "kill" -> supervisor.kill(request.name());
            case "pause" -> supervisor.pause(request.name());
            case "resume" -> supervisor.resume(request.name());
            default -> throw new LocalFailure("the supervisor does not know " + request.command());
        };
    }

    /** Tells how the start goes. Whoever started it and goes away meanwhile does not want it any more. */
    private Object watch(String pid, Conversation conversation) {
        if (!pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            throw new LocalFailure("another supervisor has this data directory");
        }
        conversation.gone().thenRun(() -> {
            if (!ready.isDone()) {
                end.complete(null);
            }
        });
        var listening = events.replayTo(conversation::say);
        try {
            var seconds = Duration.between(startedAt, ready.join()).toMillis() / 1000.0;
            return Map.of("url", cluster().url(), "seconds", seconds);
        } catch (CompletionException e) {
            stopped.join();
            throw e;
        } finally {
            listening.run();
        }
    }

    private Object roll(String what, Conversation conversation) {
        cluster().roll(Roll.of(what), conversation::say);
        return "done";
    }

    /** Tells what happens until the end, which comes with the end of the listener. */
    private Object attend(Conversation conversation) {
        var listening = events.listenTo(conversation::say);
        conversation.gone().thenRun(() -> end.complete(null));
        return done(stopped.whenComplete((down, trouble) -> listening.run()));
    }

    private ClusterStatus status() {
        var since = ready.isDone() && !ready.isCompletedExceptionally()
                ? ready.join().toString()
                : null;
        return new ClusterStatus(
                true,
                cluster().url(),
                data.root().toString(),
                ProcessHandle.current().pid(),
                since,
                cluster().supervisor().status().join());
    }

    private Object down() {
        end.complete(null);
        stopped.join();
        return ProcessHandle.current().pid();
    }

    private Cluster cluster() {
        return built.join();
    }

    private static Object done(CompletableFuture<Void> future) {
        future.join();
        return "done";
    }
}
