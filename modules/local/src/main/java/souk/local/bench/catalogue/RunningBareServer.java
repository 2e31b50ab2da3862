package souk.local.bench.catalogue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import souk.local.cluster.ServiceJvm;
import souk.local.data.LocalFailure;

/** A {@link BareServer} as a process, with the flags that a service's JVM gets; ends with this process at the latest. */
final class RunningBareServer implements AutoCloseable {
    private final Process process;
    private final String url;

    private RunningBareServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * @param vertx a jar that brings Vert.x along
     * @param body a file with what it answers
     */
    static RunningBareServer start(Path vertx, Path body, int eventLoops) {
        var command = new ArrayList<>(ServiceJvm.ours().flags());
        command.addAll(List.of("-cp", vertx + File.pathSeparator + own(), BareServer.class.getName()));
        command.addAll(List.of(body.toString(), Integer.toString(eventLoops)));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var port = said.readLine();
            if (port == null) {
                throw new LocalFailure("the bare server does not start: " + String.join(" ", command));
            }
            return new RunningBareServer(process, "http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new LocalFailure("cannot start the bare server: " + e.getMessage(), e);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.destroy();
            process.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the bare server", e);
        }
    }

    private static Path own() {
        try {
            return Path.of(RunningBareServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own classes is no file", e);
        }
    }
}
