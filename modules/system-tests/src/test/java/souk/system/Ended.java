package souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end, with what it printed. */
record Ended(int exitCode, String out, String errors) {

    /** Fails when it does not end in time. */
    static Ended of(List<String> command, Map<String, String> environment, long seconds) {
        try {
            var out = Files.createTempFile("souk", ".out");
            var errors = Files.createTempFile("souk", ".err");
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SOUK_"));
            builder.environment().putAll(environment);
            var process = builder.start();
            var inTime = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            var ended = new Ended(process.exitValue(), taken(out), taken(errors));
            if (!inTime) {
                throw new AssertionError(command + " did not end within " + seconds + " s: " + ended);
            }
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String all() {
        return out + errors;
    }

    private static String taken(Path file) throws IOException {
        var content = Files.readString(file);
        Files.delete(file);
        return content;
    }
}
