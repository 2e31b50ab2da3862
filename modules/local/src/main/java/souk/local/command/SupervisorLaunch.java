package souk.local.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import souk.local.cluster.JarCopies;
import souk.local.control.ControlClient;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.process.LogLimit;
import souk.local.process.LogTail;
import souk.local.process.Probe;

/** Starts the supervisor as a process that keeps nothing of this one: no terminal, no descriptors, no session. */
record SupervisorLaunch(DataDirectory data) {
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final String LOG = "supervisor";

    Process start(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Probe.succeeds("setsid", "true") ? "setsid" : "nohup");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("-Dsouk.home=" + Project.directory());
        command.addAll(List.of("-cp", classPath(), Souk.class.getName(), "supervise"));
        command.addAll(List.of("--data-dir", data.root().toString()));
        command.addAll(arguments);
        try {
            new LogLimit(data.logs(), 0).enforceOn((LOG + ".log")::equals);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(data.log(LOG).toFile()))
                    .start();
        } catch (IOException e) {
            throw new LocalFailure("cannot start the supervisor: " + e.getMessage(), e);
        }
    }

    /** Waits until it listens. Fails with what it said last when it ends before. */
    ControlClient connect(Process supervisor) {
        try {
            while (true) {
                var client = ControlClient.connect(data);
                if (client.isPresent()) {
                    return client.get();
                }
                if (supervisor.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new LocalFailure(String.join("\n", LogTail.of(data.log(LOG), 15)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while the supervisor started", e);
        }
    }

    private String classPath() {
        var ours = System.getProperty("java.class.path");
        return ours.endsWith(".jar") && !ours.contains(File.pathSeparator)
                ? new JarCopies(data).of(Path.of(ours).toAbsolutePath()).toString()
                : ours;
    }
}
