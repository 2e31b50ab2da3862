package souk.local.bench.orders;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import souk.local.bench.Server;
import souk.local.client.Pause;
import souk.local.data.LocalFailure;
import souk.local.process.CpuTime;

/** What has been used up so far. */
final class Meter {
    /** Those of the bench's own connections do not count. */
    private static final String BACKENDS = """
            SELECT pid, CASE WHEN datname IS NULL THEN 'the rest of it' ELSE datname END
              FROM pg_stat_activity WHERE usename IS DISTINCT FROM 'postgres'""";

    private static final String COUNTERS = """
            SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                   (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint""";

    private final Server server;
    private final Map<String, Long> pids;

    /** @param pids of the instances, by their names */
    Meter(Server server, Map<String, Long> pids) {
        this.server = server;
        this.pids = Map.copyOf(pids);
    }

    /**
     * @param cpu microseconds by process, or by database for those of PostgreSQL
     * @param machine microseconds of all processors
     * @param transactions of the server that wrote something
     */
    record Reading(Map<String, Long> cpu, long machine, long transactions, long walBytes) {
        Reading {
            cpu = Map.copyOf(cpu);
        }

        Cost since(Reading before, long orders) {
            var micros = new TreeMap<String, Double>();
            cpu.forEach(
                    (name, value) -> micros.put(name, (value - before.cpu.getOrDefault(name, 0L)) / (double) orders));
            return new Cost(
                    micros,
                    (machine - before.machine) / (double) orders,
                    (transactions - before.transactions) / (double) orders,
                    (walBytes - before.walBytes) / (double) orders);
        }
    }

    /** How many processors the instances keep busy while so much time passes; 0 where there is no /proc. */
    double busy(Duration time) {
        var before = ofInstances();
        var started = System.nanoTime();
        Pause.of(time);
        return (ofInstances() - before) * 1e3 / (System.nanoTime() - started);
    }

    private long ofInstances() {
        return pids.values().stream()
                .mapToLong(pid -> CpuTime.of(pid).orElse(0))
                .sum();
    }

    Reading read() {
        var cpu = new TreeMap<String, Long>();
        pids.forEach((name, pid) -> CpuTime.of(pid).ifPresent(micros -> cpu.merge(name, micros, Long::sum)));
        CpuTime.ofEndedChildren().ifPresent(micros -> cpu.put("load generator", micros));
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery(BACKENDS)) {
                while (rows.next()) {
                    var name = "postgres: " + rows.getString(2);
                    CpuTime.of(rows.getLong(1)).ifPresent(micros -> cpu.merge(name, micros, Long::sum));
                }
            }
            try (var rows = statement.executeQuery(COUNTERS)) {
                rows.next();
                return new Reading(cpu, CpuTime.ofMachine().orElse(0), rows.getLong(1), rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new LocalFailure("cannot read what the database has used: " + e.getMessage(), e);
        }
    }
}
