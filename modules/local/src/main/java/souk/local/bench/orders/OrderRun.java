package souk.local.bench.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import souk.local.bench.Measurement;
import souk.local.bench.Server;
import souk.local.client.Pause;
import souk.local.data.LocalFailure;

/** Sends orders to Souk, waits until all their events are published, and counts them again in the databases. */
final class OrderRun {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Server server;
    private final Meter meter;
    private final Ledger ledger;
    private final List<String> wrong = new ArrayList<>();

    OrderRun(Server server, Meter meter, Ledger ledger) {
        this.server = server;
        this.meter = meter;
        this.ledger = ledger;
    }

    /** What the counting found; empty when all is well. */
    List<String> wrong() {
        return wrong;
    }

    /**
     * @param measurement its rate is that of orders whose events are published
     * @param drained how long the last event was published after the last answer
     */
    record Outcome(Measurement measurement, Cost cost, Duration drained) {}

    Outcome run(OrderLoad load, Choice choice, int clients, Duration time) {
        server.checkpoint();
        var before = meter.read();
        var started = Instant.now();
        var sending = CompletableFuture.supplyAsync(() -> load.run(choice, clients, time));
        Pause.of(time);
        var settled = settled(started, sending);
        var sent = sending.join();
        var after = meter.read();
        var title = "%s, %d clients".formatted(choice.title(), clients);
        recount(title, started, sent.placed(), sent.unanswered());
        var seen = sent.measurement();
        var seconds = Duration.between(sent.first(), settled).toNanos() / 1e9;
        var measurement = new Measurement(sent.placed() / seconds, seen.p50Millis(), seen.p99Millis(), seen.errors());
        var drained = Duration.between(sent.last(), settled);
        return new Outcome(
                measurement,
                after.since(before, Math.max(1, sent.placed())),
                drained.isNegative() ? Duration.ZERO : drained);
    }

    /** Since when nothing has been waiting, once nothing more is sent. */
    private Instant settled(Instant started, CompletableFuture<?> sending) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        Instant since = null;
        while (!sending.isDone() || since == null) {
            var asked = Instant.now();
            if (!ledger.isSettled(started)) {
                since = null;
            } else if (since == null) {
                since = asked;
            }
            if (System.nanoTime() > end) {
                throw new LocalFailure("events wait that nobody publishes, or stock is held that nobody ends");
            }
            Pause.of(LOOK_AGAIN);
        }
        return since;
    }

    /** Waits for what is under way first. */
    void settle(Instant started) {
        settled(started, CompletableFuture.completedFuture(null));
    }

    /** An order whose answer nobody saw may be there or not. */
    void recount(String title, Instant started, long placed, long unanswered) {
        var orders = ledger.orders(started);
        var firm = ledger.firm(started);
        if (orders < placed || orders > placed + unanswered || firm != orders) {
            wrong.add("%s: %,d orders were acknowledged, %,d are there, stock is kept for %,d"
                    .formatted(title, placed, orders, firm));
        }
    }
}
