package souk.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import souk.local.data.DataDirectory;

/** Measures the running cluster through its gateway, in turn with the yardstick. */
public final class Bench {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final int LINES = 3;

    private final DataDirectory data;
    private final String url;
    private final Server server;
    private final Workload workload;
    private final Consumer<String> progress;

    private final Map<Scenario, List<Measurement>> ours = new EnumMap<>(Scenario.class);
    private final Map<Scenario, List<Measurement>> theirs = new EnumMap<>(Scenario.class);
    private final List<String> wrong = new ArrayList<>();

    /** @param progress told in a sentence what happens */
    public Bench(DataDirectory data, String url, Server server, Workload workload, Consumer<String> progress) {
        this.data = data;
        this.url = url;
        this.server = server;
        this.workload = workload;
        this.progress = progress;
    }

    /** Fails with LocalFailure when wrk is not there or the database would not keep what it commits. */
    public BenchReport run() {
        var settings = server.durability();
        try (var scratch = new Scratch()) {
            var wrk = new Wrk(Wrk.installed(), url, scratch);
            var yardstick = yardstick(scratch);
            var shop = BenchShop.open(data, url, progress);
            warmUp(wrk, shop);
            yardstick.ifPresent(Yardstick::prepare);
            try {
                for (int round = 1; round <= workload.rounds(); round++) {
                    progress.accept("round %d of %d".formatted(round, workload.rounds()));
                    round(wrk, yardstick, shop);
                }
            } finally {
                yardstick.ifPresent(Yardstick::remove);
            }
        }
        return new BenchReport(workload, Runtime.getRuntime().availableProcessors(), settings, rows(), wrong);
    }

    private Optional<Yardstick> yardstick(Scratch scratch) {
        var pgbench = Program.find("pgbench");
        if (pgbench.isEmpty()) {
            progress.accept("pgbench is not there, neither in PATH nor in /usr/lib/postgresql/*/bin: no yardstick,"
                    + " no ratios (on Debian and Ubuntu: `apt-get install postgresql-contrib`)");
        }
        return pgbench.map(program -> new Yardstick(program, server, scratch));
    }

    private void warmUp(Wrk wrk, BenchShop shop) {
        progress.accept("warms up for %d s".formatted(WARM_UP.toSeconds() * Scenario.values().length));
        for (var scenario : Scenario.values()) {
            wrk.run(scenario, WARM_UP, workload.clients(), shop, shop.logIn(url));
        }
    }

    private void round(Wrk wrk, Optional<Yardstick> yardstick, BenchShop shop) {
        for (var scenario : Scenario.values()) {
            yardstick.ifPresent(measured -> {
                server.checkpoint();
                note(theirs, scenario, measured.run(scenario, workload.time(), workload.clients()));
            });
            server.checkpoint();
            note(ours, scenario, scenario.places() ? counted(wrk, scenario, shop) : measured(wrk, scenario, shop));
        }
    }

    private Measurement measured(Wrk wrk, Scenario scenario, BenchShop shop) {
        return wrk.run(scenario, workload.time(), workload.clients(), shop, shop.logIn(url))
                .measurement();
    }

    /** Counts the orders again by the stock they hold. wrk does not wait for the last answer of each client. */
    private Measurement counted(Wrk wrk, Scenario scenario, BenchShop shop) {
        var before = shop.reserved(url);
        var outcome = wrk.run(scenario, workload.time(), workload.clients(), shop, shop.logIn(url));
        var taken = shop.reserved(url) - before;
        var least = outcome.placed() * LINES;
        if (taken < least || taken > least + (long) workload.clients() * LINES) {
            wrong.add("%s: %d orders of 3 pieces were acknowledged, %d pieces were taken"
                    .formatted(scenario.title(), outcome.placed(), taken));
        }
        return outcome.measurement();
    }

    private void note(Map<Scenario, List<Measurement>> measurements, Scenario scenario, Measurement measurement) {
        measurements.computeIfAbsent(scenario, first -> new ArrayList<>()).add(measurement);
        progress.accept("  %-24s %-10s %,9.0f/s"
                .formatted(scenario.title(), measurements == ours ? "souk" : "yardstick", measurement.perSecond()));
    }

    private List<BenchReport.Row> rows() {
        return ours.keySet().stream()
                .map(scenario -> new BenchReport.Row(
                        scenario,
                        Series.of("souk", ours.get(scenario)),
                        theirs.containsKey(scenario) ? Series.of("yardstick", theirs.get(scenario)) : null))
                .toList();
    }
}
