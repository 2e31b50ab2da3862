package souk.local.bench.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.Scratch;
import souk.local.bench.Series;
import souk.local.bench.Server;
import souk.local.bench.Workload;
import souk.local.bench.Wrk;

/** Measures one case after the other, each right after what it is compared with, and all of it several times. */
final class Measuring {
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final String SCRIPT = "/bench/catalogue.lua";

    private final Map<CatalogueCase, List<Measurement>> ours = new EnumMap<>(CatalogueCase.class);
    private final Map<CatalogueCase, List<Measurement>> others = new EnumMap<>(CatalogueCase.class);
    private final Scratch scratch;
    private final Server server;
    private final Wrk wrk;
    private final Workload workload;
    private final Consumer<String> progress;

    /** Something else that does the work of a case. */
    interface Comparison {
        /** Null when there is nothing to compare the case with. */
        Measurement measure(CatalogueCase measured);
    }

    Measuring(Site site, Scratch scratch, Workload workload, Consumer<String> progress) {
        this.scratch = scratch;
        this.server = site.server();
        this.wrk = wrk(site.url(), scratch);
        this.workload = workload;
        this.progress = progress;
    }

    static Wrk wrk(String url, Scratch scratch) {
        return new Wrk(Wrk.installed(), url, scratch, SCRIPT);
    }

    void run(Set<CatalogueCase> cases, Requests requests, Comparison comparison) {
        progress.accept("warms up");
        cases.forEach(measured -> drive(measured, requests, WARM_UP));
        for (int round = 1; round <= workload.rounds(); round++) {
            progress.accept("round %d of %d".formatted(round, workload.rounds()));
            for (var measured : cases) {
                server.checkpoint();
                var other = comparison.measure(measured);
                if (other != null) {
                    note(others, measured, other);
                    server.checkpoint();
                }
                note(ours, measured, drive(measured, requests, workload.time()));
            }
        }
    }

    Map<CatalogueCase, Series> ours() {
        return series(ours, measured -> "souk");
    }

    Map<CatalogueCase, Series> others() {
        return series(others, measured -> measured.isComparedWithBareServer() ? "bare server" : "yardstick");
    }

    /** Of changes, only those that were made count. */
    private Measurement drive(CatalogueCase measured, Requests requests, Duration time) {
        var input = scratch.resolve("requests-" + measured);
        write(input, requests.of(measured));
        var outcome = wrk.run(measured.input().id(), time, workload.clients(), input);
        var all = outcome.measurement();
        return new Measurement(outcome.goodPerSecond(), all.p50Millis(), all.p99Millis(), all.errors());
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void note(
            Map<CatalogueCase, List<Measurement>> measurements, CatalogueCase measured, Measurement measurement) {
        measurements.computeIfAbsent(measured, first -> new ArrayList<>()).add(measurement);
        progress.accept("  %-24s %-10s %,9.0f/s   p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        measured.title(),
                        measurements == ours ? "souk" : "other",
                        measurement.perSecond(),
                        measurement.p50Millis(),
                        measurement.p99Millis()));
    }

    private interface Naming {
        String who(CatalogueCase measured);
    }

    private static Map<CatalogueCase, Series> series(
            Map<CatalogueCase, List<Measurement>> measurements, Naming naming) {
        var series = new EnumMap<CatalogueCase, Series>(CatalogueCase.class);
        measurements.forEach((measured, list) -> series.put(measured, Series.of(naming.who(measured), list)));
        return series;
    }
}
