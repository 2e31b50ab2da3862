package souk.local.bench.orders;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import souk.local.bench.LimitsInForce;
import souk.local.bench.Program;
import souk.local.bench.Scratch;
import souk.local.bench.catalogue.MadeCatalogue;

/** Measures orders, in turn with hand-written SQL. */
public final class OrdersBench {
    private final OrdersSite site;
    private final OrdersPlan plan;
    private final Consumer<String> progress;

    /** @param progress told in a sentence what happens */
    public OrdersBench(OrdersSite site, OrdersPlan plan, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.progress = progress;
    }

    /** Fails with LocalFailure when wrk is not there or the database would not keep what it commits. */
    public OrdersReport run() {
        var server = site.server();
        var settings = server.durability();
        var products = MadeCatalogue.fillUpTo(plan.products(), site.data(), site.url(), server, progress);
        var goods = new Goods(server, progress).of(products);
        var customers = KeptOrders.open(site.data(), site.url()).buyers();
        var customer = customers.logIn(site.url()).get(0);
        progress.accept("rate limits: " + LimitsInForce.at(site.url(), customer));
        try (var scratch = new Scratch();
                var ledger = new Ledger(server, customers.ids())) {
            var shoppers = new Shoppers(customers, goods, site.url(), scratch);
            var load = new OrderLoad(site.url(), scratch, shoppers);
            var yardstick = yardstick(scratch, products);
            var meter = new Meter(server, site.pids());
            var ours = new OrderRun(server, meter, ledger);
            Calm.await(meter, progress);
            warmUp(load);
            var rounds = new Rounds(server, ours, yardstick, plan, progress);
            rounds.run(load);
            var further = new FurtherMeasuring(site, plan, shoppers, ours, progress);
            var rows = rounds.rows();
            return new OrdersReport(
                    plan,
                    products,
                    goods.size(),
                    Runtime.getRuntime().availableProcessors(),
                    settings,
                    rows,
                    further.latency(rows, yardstick),
                    further.gateway(load, scratch),
                    ours.wrong());
        }
    }

    private Optional<OrdersYardstick> yardstick(Scratch scratch, int products) {
        if (!plan.has(OrdersPlan.Part.YARDSTICK)) {
            return Optional.empty();
        }
        var pgbench = Program.find("pgbench");
        if (pgbench.isEmpty()) {
            progress.accept("pgbench is not there: no yardstick (on Debian and Ubuntu: `apt-get install"
                    + " postgresql-contrib`)");
        }
        var yardstick = pgbench.map(program -> new OrdersYardstick(program, site.server(), scratch, products));
        yardstick.ifPresent(sql -> sql.prepare(progress));
        return yardstick;
    }

    /** Until the services have compiled what orders need, with as many clients as there will be. */
    private void warmUp(OrderLoad load) {
        progress.accept("warms up for %d s".formatted(plan.warmUpSeconds()));
        var most = Collections.max(plan.clients());
        for (var choice : Choice.values()) {
            var sent = load.run(choice, most, Duration.ofSeconds(Math.max(1, plan.warmUpSeconds() / 2)));
            progress.accept("  %-26s %,8.0f/s acknowledged, %d errors"
                    .formatted(
                            choice.title(),
                            sent.measurement().perSecond(),
                            sent.measurement().errors()));
        }
    }
}
