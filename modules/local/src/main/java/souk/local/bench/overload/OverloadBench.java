package souk.local.bench.overload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import souk.local.bench.BenchShop;
import souk.local.bench.LimitsInForce;
import souk.local.client.Pause;
import souk.local.data.LocalFailure;

/** Finds out how many orders can be placed, offers several times as many, and watches what becomes of all of them. */
public final class OverloadBench {
    private static final List<Integer> CLIENTS = List.of(16, 32, 64, 128);
    private static final int WARM_CLIENTS = 64;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);

    private final OverloadSite site;
    private final OverloadPlan plan;
    private final Consumer<String> progress;
    private final List<String> wrong = new ArrayList<>();
    private BenchShop shop;
    private long placed;
    private long unknown;

    /** @param progress told in a sentence what happens */
    public OverloadBench(OverloadSite site, OverloadPlan plan, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.progress = progress;
    }

    /** Fails with LocalFailure where processes cannot be bound to processors. */
    public OverloadReport run() {
        shop = BenchShop.open(site.data(), site.url(), progress);
        var limits = LimitsInForce.at(site.url(), shop.logIn(site.url()).get(0));
        progress.accept("rate limits: " + limits);
        var reserved = shop.reserved(site.url());
        OverloadReport report;
        try (var pinning = Pinning.of(site.others(), site.gateways())) {
            progress.accept(pinning.shown());
            progress.accept("warms up for %d s".formatted(plan.warmUpSeconds()));
            closed(WARM_CLIENTS, Duration.ofSeconds(plan.warmUpSeconds()));
            report = measured(limits);
        }
        recount(shop.reserved(site.url()) - reserved);
        return report.with(wrong);
    }

    private record Peak(double perSecond, int clients) {}

    private OverloadReport measured(String limits) {
        var peak = warmPeak();
        Pause.of(SETTLE);
        var calm = open(peak.perSecond() / 2, plan.look());
        note("half of it", calm);
        var afterwards = traffic();
        try (var memory = new MemoryWatch(site.gateways())) {
            var seconds = plan.seconds();
            var started = System.nanoTime();
            var overload = open(peak.perSecond() * plan.times(), plan.overload());
            var drained = (System.nanoTime() - started) / 1e9 - seconds;
            var before = memory.afterAQuarter();
            var most = memory.mostSince();
            var after = counted(afterwards.open(peak.perSecond() / 2, AFTERWARDS));
            note("%.0f times".formatted(plan.times()), overload);
            note("half of it again", after);
            var peakAfter = closed(peak.clients(), plan.look());
            note("%d clients again".formatted(peak.clients()), peakAfter);
            return new OverloadReport(
                    plan,
                    limits,
                    peak.perSecond(),
                    peak.clients(),
                    peakAfter.placedPerSecond(),
                    (double) overload.size() / seconds,
                    overload.placedPerSecond(),
                    (double) overload.count(Answers.BUSY) / seconds,
                    overload.wrong(),
                    calm.percentile(Answers.PLACED, 99),
                    overload.percentile(Answers.PLACED, 50),
                    overload.percentile(Answers.PLACED, 99),
                    overload.percentile(Answers.BUSY, 99),
                    before,
                    most,
                    drained + Recovery.seconds(calm.percentile(Answers.PLACED, 99), after, AFTERWARDS),
                    List.of());
        }
    }

    /** After a rehearsal of the overload, for its code is cold until then. */
    private Peak warmPeak() {
        var cold = peak();
        Pause.of(SETTLE);
        note("rehearsal", open(cold.perSecond() * plan.times(), plan.look()));
        Pause.of(SETTLE);
        var warm = closed(cold.clients(), plan.look());
        note("%d clients again".formatted(cold.clients()), warm);
        return new Peak(Math.max(cold.perSecond(), warm.placedPerSecond()), cold.clients());
    }

    private Peak peak() {
        var best = new Peak(0, 0);
        for (var clients : CLIENTS) {
            var answers = closed(clients, plan.look());
            note(clients + " clients", answers);
            if (answers.placedPerSecond() > best.perSecond()) {
                best = new Peak(answers.placedPerSecond(), clients);
            }
        }
        if (best.perSecond() == 0) {
            throw new LocalFailure("no order could be placed");
        }
        return best;
    }

    private Answers closed(int clients, Duration time) {
        return counted(traffic().closed(clients, time));
    }

    private Answers open(double perSecond, Duration time) {
        return counted(traffic().open(perSecond, time));
    }

    /** With fresh tokens. */
    private Traffic traffic() {
        return new Traffic(site.url(), new OrderBytes(site.url(), shop.logIn(site.url()), shop.products()));
    }

    private Answers counted(Answers answers) {
        placed += answers.count(Answers.PLACED);
        unknown += answers.wrong();
        return answers;
    }

    private void note(String what, Answers answers) {
        progress.accept("  %-18s %,8.0f placed/s   p50 %7.1f ms, p99 %7.1f ms   %,d refused, %,d failed"
                .formatted(
                        what,
                        answers.placedPerSecond(),
                        answers.percentile(Answers.PLACED, 50),
                        answers.percentile(Answers.PLACED, 99),
                        answers.count(Answers.BUSY),
                        answers.wrong()));
    }

    /** What was acknowledged holds stock; what was refused does not. Failed ones may. */
    private void recount(long pieces) {
        var least = placed * OrderBytes.LINES;
        if (pieces < least || pieces > least + unknown * OrderBytes.LINES) {
            wrong.add("%,d orders of 3 pieces were acknowledged, %,d pieces were taken".formatted(placed, pieces));
        }
    }
}
