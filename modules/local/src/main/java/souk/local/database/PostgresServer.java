package souk.local.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;
import souk.local.process.LaunchSpec;
import souk.local.process.Signal;

/** One PostgreSQL server on loopback, durable, with password log-in for everyone. */
public final class PostgresServer {
    public static final String NAME = "postgres";
    public static final String SUPERUSER = "postgres";

    /** For two cores shared with the services; whoever knows better edits postgresql.conf for all that is not here. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "150"),
            Map.entry("wal_buffers", "32MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // Silent until somebody sets auto_explain.log_min_duration to see how statements are done.
            Map.entry("session_preload_libraries", "auto_explain"),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("log_min_duration_statement", "1000"));

    private final DataDirectory data;
    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final int port;

    public PostgresServer(DataDirectory data, PostgresUser user, int port) {
        this.data = data;
        this.binaries = user.binaries();
        this.user = user;
        this.port = port;
    }

    /** Whether {@link #prepare} has its long part, which comes once for each user, before it. */
    public boolean isToBeUnpacked() {
        return !binaries.areUnpacked();
    }

    public int port() {
        return port;
    }

    /** Unpacks the programs and makes an empty server, both only the first time. */
    public void prepare(Path superuserPassword) {
        DataDirectory.makePrivate(data.postgres());
        var home = binaries.unpacked();
        if (!Files.exists(directory().resolve("PG_VERSION"))) {
            initialise(home, superuserPassword);
        }
        refuseOtherVersion();
    }

    public LaunchSpec launch() {
        var command = new ArrayList<String>();
        command.add(binaries.unpacked().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", directory().toString(), "-c", "port=" + port));
        var settings = new TreeMap<>(SETTINGS);
        settings.putAll(PostgresMemory.ofThisMachine().settings());
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new LaunchSpec(user.wrapper(), command, Map.of(), data.log(NAME), Signal.INT);
    }

    /** Whether the server of this process id takes connections; it says so in the last line of its pid file. */
    public boolean isReady(long pid) {
        try {
            var lines = Files.readAllLines(directory().resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(0).equals(Long.toString(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5&socketTimeout=30";
    }

    private Path directory() {
        return data.postgres().resolve("data");
    }

    /** In a directory beside, so that half a server is never taken for one. */
    private void initialise(Path home, Path superuserPassword) {
        var draft = data.postgres().resolve("new");
        new DirectoryRemoval(draft).run();
        DataDirectory.makePrivate(draft);
        user.own(draft);
        var command = new ArrayList<>(user.wrapper());
        command.add(home.resolve("bin/initdb").toString());
        command.addAll(List.of("-D", draft.toString(), "-U", SUPERUSER, "--pwfile", superuserPassword.toString()));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        run(command);
        try {
            Files.move(draft, directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the new server in place", e);
        }
    }

    private void run(List<String> command) {
        var log = data.log("initdb");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new LocalFailure("initdb failed, see " + log + ":\n" + PrivateFiles.read(log));
            }
        } catch (IOException e) {
            throw new LocalFailure("cannot run initdb: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while initdb ran", e);
        }
    }

    private void refuseOtherVersion() {
        var found = PrivateFiles.read(directory().resolve("PG_VERSION")).strip();
        var ours = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
        if (!found.equals(ours)) {
            throw new LocalFailure("the data was made by PostgreSQL " + found + ", this is " + ours
                    + ": use another --data-dir or `souk reset`");
        }
    }
}
