package souk.local.bench;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import souk.local.data.DataDirectory;

/**
 * What many log-ins at once do to others: reads alone, log-ins alone, and reads while log-ins storm, in turn. Checking a
 * password costs tens of milliseconds of a processor on purpose.
 */
public final class LoginStorm {
    private static final int STORMERS = 64;

    private final DataDirectory data;
    private final String url;
    private final Workload workload;
    private final Consumer<String> progress;

    /** @param workload of the reads; the log-ins have 64 clients */
    public LoginStorm(DataDirectory data, String url, Workload workload, Consumer<String> progress) {
        this.data = data;
        this.url = url;
        this.workload = workload;
        this.progress = progress;
    }

    /** Fails with LocalFailure when wrk is not there. */
    public StormReport run() {
        try (var scratch = new Scratch()) {
            var wrk = new Wrk(Wrk.installed(), url, scratch);
            var shop = BenchShop.open(data, url, progress);
            var reading = Wrk.input(shop, shop.logIn(url));
            progress.accept("warms up");
            reads(wrk, reading);
            var alone = new ArrayList<Measurement>();
            var stormed = new ArrayList<Measurement>();
            var logIns = new ArrayList<Measurement>();
            for (var round = 1; round <= workload.rounds(); round++) {
                progress.accept("round %d of %d".formatted(round, workload.rounds()));
                alone.add(reads(wrk, reading));
                logIns.add(storm(wrk, shop));
                var storm = CompletableFuture.supplyAsync(() -> storm(wrk, shop));
                stormed.add(reads(wrk, reading));
                storm.join();
            }
            return StormReport.of(workload, STORMERS, alone, logIns, stormed);
        }
    }

    private Measurement reads(Wrk wrk, String input) {
        return wrk.run(Scenario.READ.id(), workload.time(), workload.clients(), input)
                .measurement();
    }

    /** Log-ins that were let in; those that found the queue full are its errors. */
    private Measurement storm(Wrk wrk, BenchShop shop) {
        var outcome = wrk.run("login", workload.time(), STORMERS, Wrk.logIns(shop));
        var all = outcome.measurement();
        return new Measurement(outcome.goodPerSecond(), all.p50Millis(), all.p99Millis(), all.errors());
    }
}
