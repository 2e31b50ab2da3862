package souk.local.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.control.ControlRequest;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.secret.AccessFile;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts PostgreSQL and all services, and says where they are and who can log in.",
        footer = {
            "",
            "Without --detach it stays in the foreground and takes everything down with it on Ctrl-C.",
            "SOUK_JVM_OPTIONS adds options to the services' JVMs."
        })
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private ClusterShape shape;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(names = "--detach", description = "Returns when all is ready and leaves it running.")
    private boolean detach;

    @Override
    public Integer call() {
        var began = Instant.now();
        var data = dataDirectory.data();
        shape.options();
        refuseSecond(data);
        data.create();
        var hook = new Thread(() -> new Stopping(data).run(), "taking it down");
        var launch = new SupervisorLaunch(data);
        var supervisor = launch.start(shape.arguments());
        Runtime.getRuntime().addShutdownHook(hook);
        try (var client = launch.connect(supervisor)) {
            client.ask(new ControlRequest("watch", Long.toString(supervisor.pid())), this::show);
            var took = Duration.between(began, Instant.now());
            System.out.println(
                    new Welcome(AccessFile.readFrom(data), data, dataDirectory.repeated(), took).text(detach));
            if (!detach) {
                new RunningCluster(data).ask("attend", null, this::show);
            }
        } finally {
            removeHook(hook);
        }
        return 0;
    }

    private void show(String event) {
        System.out.println("  " + event);
    }

    private static void refuseSecond(DataDirectory data) {
        var cluster = new RunningCluster(data);
        if (cluster.isThere()) {
            var status = cluster.ask("status", null);
            throw LocalFailure.runsAlready("a cluster runs already in " + data.root() + ", at "
                    + status.path("url").asText() + " (supervisor: process "
                    + status.path("supervisorPid").asText() + "); see `souk status`, or stop it with `souk down`");
        }
    }

    /** From inside the hook, at Ctrl-C, it cannot and need not be removed. */
    private static void removeHook(Thread hook) {
        if (!hook.isAlive()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
