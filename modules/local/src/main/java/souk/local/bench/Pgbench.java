package souk.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import souk.local.data.LocalFailure;

/** Drives the database with pgbench: a closed loop of prepared statements. */
public final class Pgbench {
    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^number of failed transactions: (\\d+)");
    private static final int MICROS_COLUMN = 2;

    private final Program program;
    private final Server server;
    private final Scratch scratch;

    public Pgbench(Program program, Server server, Scratch scratch) {
        this.program = program;
        this.server = server;
        this.scratch = scratch;
    }

    /**
     * @param script a resource
     * @param sampled how many of the transactions, from 0 to 1, are looked at for percentiles
     */
    public Measurement run(String database, String script, Duration time, int clients, double sampled) {
        return run(new Job(database, script, Map.of(), time, clients, sampled, 0));
    }

    /**
     * @param script a resource
     * @param variables of the script
     * @param sampled how many of the transactions, from 0 to 1, are looked at for percentiles
     * @param rate transactions a second, come what may, each timed from when it was due; 0 for as many as it can
     */
    public record Job(
            String database,
            String script,
            Map<String, Long> variables,
            Duration time,
            int clients,
            double sampled,
            double rate) {
        public Job {
            variables = Map.copyOf(variables);
        }

        public Job atRate(double perSecond) {
            return new Job(database, script, variables, time, clients, 1, perSecond);
        }
    }

    public Measurement run(Job job) {
        var prefix = UUID.randomUUID().toString();
        var arguments = new ArrayList<>(List.of(
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + job.clients(),
                "--jobs=" + Workload.THREADS,
                "--time=" + job.time().toSeconds(),
                "--file=" + scratch.unpack(job.script()),
                "--log",
                "--sampling-rate=" + job.sampled(),
                "--log-prefix=" + scratch.resolve(prefix),
                "--host=" + Server.HOST,
                "--port=" + server.port(),
                "--username=" + Server.USER));
        job.variables().forEach((name, value) -> arguments.add("--define=" + name + "=" + value));
        if (job.rate() > 0) {
            arguments.add("--rate=" + job.rate());
        }
        arguments.add(job.database());
        var output = program.run(arguments, Map.of("PGPASSWORD", server.password()));
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
}
