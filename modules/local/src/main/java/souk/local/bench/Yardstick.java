package souk.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import souk.local.data.LocalFailure;

/**
 * What hand-written SQL does for the same work on the same server: pgbench in a database of its own. An order is one
 * statement and one durable transaction.
 */
final class Yardstick {
    private static final String DATABASE = "souk_yardstick";
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^number of failed transactions: (\\d+)");
    private static final int MICROS_COLUMN = 2;

    private final Program pgbench;
    private final Server server;
    private final Scratch scratch;

    Yardstick(Program pgbench, Server server, Scratch scratch) {
        this.pgbench = pgbench;
        this.server = server;
        this.scratch = scratch;
    }

    /** A new, empty database, with 1,000 items. */
    void prepare() {
        try {
            execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
            execute("postgres", "CREATE DATABASE " + DATABASE);
            execute(DATABASE, Scratch.text("/bench/yardstick/schema.sql"));
        } catch (SQLException e) {
            throw new LocalFailure("cannot prepare the yardstick: " + e.getMessage(), e);
        }
    }

    void remove() {
        try {
            execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
        } catch (SQLException e) {
            throw new LocalFailure("cannot remove the yardstick: " + e.getMessage(), e);
        }
    }

    Measurement run(Scenario scenario, Duration time, int clients) {
        var prefix = UUID.randomUUID().toString();
        var output = pgbench.run(
                List.of(
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=" + Workload.THREADS,
                        "--time=" + time.toSeconds(),
                        "--file=" + scratch.unpack("/bench/yardstick/" + scenario.id() + ".sql"),
                        "--log",
                        "--sampling-rate=0.2",
                        "--log-prefix=" + scratch.resolve(prefix),
                        "--host=" + Server.HOST,
                        "--port=" + server.port(),
                        "--username=" + Server.USER,
                        DATABASE),
                Map.of("PGPASSWORD", server.password()));
        return measurement(output, micros(prefix));
    }

    /** @param micros how long each transaction of a sample took, sorted */
    static Measurement measurement(String output, List<Long> micros) {
        var rate = RATE.matcher(output);
        var failed = FAILED.matcher(output);
        if (!rate.find() || micros.isEmpty()) {
            throw new LocalFailure("pgbench said something else than expected: " + output.strip());
        }
        var errors = failed.find() ? Long.parseLong(failed.group(1)) : 0;
        return new Measurement(
                Double.parseDouble(rate.group(1)), percentile(micros, 50), percentile(micros, 99), errors);
    }

    private static double percentile(List<Long> sorted, int percent) {
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1) / 1e3;
    }

    private List<Long> micros(String prefix) {
        var micros = new ArrayList<Long>();
        try (var logs = Files.newDirectoryStream(scratch.resolve(""), prefix + "*")) {
            for (var log : logs) {
                try (var lines = Files.lines(log)) {
                    lines.map(line -> Long.parseLong(line.split(" ")[MICROS_COLUMN]))
                            .forEach(micros::add);
                }
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of pgbench", e);
        }
        micros.sort(null);
        return micros;
    }

    private void execute(String database, String sql) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
