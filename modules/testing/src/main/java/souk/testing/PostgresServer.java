package souk.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL for tests, on a free port of the loopback interface. Passwords are checked (SCRAM) for everyone but
 * the superuser. It does not wait for the disk (fsync is off): commits survive its own death, but not the machine's.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String ACCESS = """
            local all all trust
            host all postgres all trust
            host all all all scram-sha-256
            """;

    private final Path directory;
    private EmbeddedPostgres process;
    private boolean closed;

    private PostgresServer(Path directory, int port) throws IOException {
        this.directory = directory;
        this.process = launch(port);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The server that all tests of this JVM share: started by the first of them, stopped with the JVM. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server of its own, for a test that pauses, kills or restarts it. */
    public static PostgresServer start() {
        try {
            return new PostgresServer(Files.createTempDirectory("souk-postgres"), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return process.getPort();
    }

    /** A connection of the superuser; the caller closes it. */
    public Connection connect(String database) {
        try {
            return process.getDatabase("postgres", database).getConnection();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Stops every process of the server where it stands (SIGSTOP); connections stay open and nothing answers. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** As a crash (SIGKILL of every process); {@link #startAgain} recovers from the write-ahead log. */
    public void kill() {
        var processes = processes().toList();
        signal("KILL");
        processes.forEach(one -> one.onExit().join());
    }

    /** On the same port and data, after {@link #kill} or in place of a server that still runs. */
    public void startAgain() {
        try {
            var port = port();
            process.close();
            process = launch(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Stops it and deletes its data; done at the end of the JVM too. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            resume();
            process.close();
            deleteAll(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private EmbeddedPostgres launch(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setDataDirectoryCustomizer(PostgresServer::checkPasswords)
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .start();
    }

    private static void checkPasswords(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), ACCESS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void signal(String name) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes().map(one -> Long.toString(one.pid())).forEach(command::add);
        if (command.size() == 2) {
            return;
        }
        try {
            new ProcessBuilder(command).start().onExit().join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.of(postmaster()).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .toList()
                .stream();
    }

    private long postmaster() {
        var file = directory.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? Long.parseLong(Files.readAllLines(file).get(0).strip())
                    : -1;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void deleteAll(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class Shared {

        private static final PostgresServer SERVER = start();
    }
}
