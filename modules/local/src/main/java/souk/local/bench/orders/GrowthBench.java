package souk.local.bench.orders;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import souk.local.bench.Scratch;
import souk.local.bench.catalogue.MadeCatalogue;
import souk.local.data.LocalFailure;
import souk.local.fill.PastOrders;

/** Measures placing and listing without and with many past orders. */
public final class GrowthBench {
    private static final int GOODS = 10_000;
    private static final int CLIENTS = 16;

    private final OrdersSite site;
    private final OrdersPlan plan;
    private final Consumer<String> progress;

    /** @param progress told in a sentence what happens */
    public GrowthBench(OrdersSite site, OrdersPlan plan, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Measures first without past orders, unless figures of that are kept, then fills up to so many and measures again.
     * Fails with LocalFailure when there are past orders and no figures of before.
     */
    public GrowthReport run(int pastOrders) {
        var server = site.server();
        var settings = server.durability();
        var kept = KeptOrders.open(site.data(), site.url());
        if (kept.before().isEmpty() && past() > 0) {
            throw new LocalFailure("past orders are there already, and no figures from before them: --remove first");
        }
        var products = MadeCatalogue.fillUpTo(plan.products(), site.data(), site.url(), server, progress);
        var goods = new Goods(server, progress).of(products);
        try (var scratch = new Scratch();
                var ledger = new Ledger(server, kept.buyers().ids())) {
            var shoppers = new Shoppers(kept.buyers(), goods, site.url(), scratch);
            var meter = new Meter(server, site.pids());
            var ours = new OrderRun(server, meter, ledger);
            Calm.await(meter, progress);
            var measuring = new GrowthMeasuring(site, plan, shoppers, kept.quiet(), progress);
            warmUp(scratch, shoppers);
            if (kept.before().isEmpty()) {
                progress.accept("measures without past orders first");
                var before = measuring.run(ours, scratch, "confirmed");
                kept = kept.with(orders(), before);
                kept.keep(site.data());
            }
            fill(pastOrders, goods, kept);
            warmUp(scratch, shoppers);
            var after = measuring.run(ours, scratch, "paid");
            var before = kept.before();
            var rows = after.entrySet().stream()
                    .map(entry -> new GrowthReport.Row(entry.getKey(), before.get(entry.getKey()), entry.getValue()))
                    .toList();
            return new GrowthReport(plan, kept.ordersBefore(), orders(), settings, rows, ours.wrong());
        }
    }

    /** Takes the past orders away again. */
    public void remove() {
        withPastOrders(PastOrders::remove);
        KeptOrders.forgetFigures(site.data());
    }

    private void warmUp(Scratch scratch, Shoppers shoppers) {
        progress.accept("warms up for %d s".formatted(plan.warmUpSeconds()));
        new OrderLoad(site.url(), scratch, shoppers)
                .run(Choice.SPREAD, CLIENTS, Duration.ofSeconds(plan.warmUpSeconds()));
    }

    private void fill(int pastOrders, List<UUID> goods, KeptOrders kept) {
        progress.accept("fills up to %,d past orders".formatted(pastOrders));
        var started = System.nanoTime();
        var sold = new Goods(site.server(), progress).sold(goods.subList(0, Math.min(GOODS, goods.size())));
        withPastOrders(past -> past.fillUpTo(pastOrders, sold, kept.customers().ids()));
        progress.accept("  took %.0f s".formatted((System.nanoTime() - started) / 1e9));
    }

    private long past() {
        var counted = new long[1];
        withPastOrders(past -> counted[0] = past.count(1));
        return counted[0];
    }

    private long orders() {
        return site.server().number("orders", "SELECT count(*) FROM orders WHERE status <> 'never'");
    }

    private interface Work {
        void on(PastOrders past) throws SQLException;
    }

    private void withPastOrders(Work work) {
        try (var orders = site.server().connect("orders");
                var products = site.server().connect("products")) {
            work.on(new PastOrders(orders, products, progress));
        } catch (SQLException e) {
            throw new LocalFailure("cannot fill or remove past orders: " + e.getMessage(), e);
        }
    }
}
