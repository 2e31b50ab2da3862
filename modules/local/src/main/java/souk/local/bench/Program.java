package souk.local.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import souk.local.data.LocalFailure;

/** A program of this machine that is not ours. */
public record Program(Path file) {
    private static final Path DEBIAN_POSTGRESQL = Path.of("/usr/lib/postgresql");

    /** Looks in PATH, then where Debian keeps the programs of PostgreSQL, the newest version first. */
    public static Optional<Program> find(String name) {
        return Stream.concat(onPath(), ofPostgresql())
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Program::new);
    }

    /** Returns what it printed, both streams together. Fails with LocalFailure unless it ends with 0. */
    public String run(List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(file.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LocalFailure(file.getFileName() + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new LocalFailure("cannot run " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while " + file.getFileName() + " ran", e);
        }
    }

    private static Stream<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }

    private static Stream<Path> ofPostgresql() {
        try (var versions =
                Files.isDirectory(DEBIAN_POSTGRESQL) ? Files.list(DEBIAN_POSTGRESQL) : Stream.<Path>empty()) {
            return versions.map(version -> version.resolve("bin")).sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException e) {
            throw new LocalFailure("cannot look into " + DEBIAN_POSTGRESQL + ": " + e.getMessage(), e);
        }
    }
}
