package souk.local.bench.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.OpenLoop;
import souk.local.bench.Scratch;
import souk.local.bench.Series;

/** Measures how long orders take when the shop is not full, and what the gateway costs. */
final class FurtherMeasuring {
    private static final double OF_PEAK = 0.7;
    private static final int CONNECTIONS = 64;
    private static final int CLIENTS_OF_YARDSTICK = 16;

    private final OrdersSite site;
    private final OrdersPlan plan;
    private final Shoppers shoppers;
    private final OrderRun ours;
    private final Consumer<String> progress;

    FurtherMeasuring(OrdersSite site, OrdersPlan plan, Shoppers shoppers, OrderRun ours, Consumer<String> progress) {
        this.site = site;
        this.plan = plan;
        this.shoppers = shoppers;
        this.ours = ours;
        this.progress = progress;
    }

    /** At 70 % of the best rate of ours among the rows. Null when it shall not be measured or there is no such rate. */
    OrdersReport.Latency latency(List<OrdersReport.Row> rows, Optional<OrdersYardstick> yardstick) {
        var peak = rows.stream()
                .filter(row -> row.measured().choice() == Choice.SPREAD
                        && row.measured().who() == Who.SOUK)
                .mapToDouble(row -> row.series().perSecond())
                .max();
        if (!plan.has(OrdersPlan.Part.LATENCY)) {
            return null;
        }
        if (peak.isEmpty()) {
            progress.accept("no latency: without SPREAD there is no rate of which to take 70 %");
            return null;
        }
        var rate = Math.floor(peak.getAsDouble() * OF_PEAK);
        progress.accept("%,.0f orders a second in an open loop".formatted(rate));
        var souk = new ArrayList<Measurement>();
        var statement = new ArrayList<Measurement>();
        for (int round = 1; round <= plan.rounds(); round++) {
            yardstick.ifPresent(sql -> {
                site.server().checkpoint();
                statement.add(note(Who.STATEMENT.title(), sql.run(ofYardstick(), plan.time(), rate)));
            });
            site.server().checkpoint();
            souk.add(note(Who.SOUK.title(), openLoop(rate)));
        }
        return new OrdersReport.Latency(
                rate,
                Series.of(Who.SOUK.title(), souk),
                statement.isEmpty() ? null : Series.of(Who.STATEMENT.title(), statement));
    }

    /** With and without it in turn. Null when it shall not be measured. */
    OrdersReport.GatewayHop gateway(OrderLoad throughGateway, Scratch scratch) {
        if (!plan.has(OrdersPlan.Part.GATEWAY)) {
            return null;
        }
        progress.accept("with and without the gateway");
        var direct = new OrderLoad(site.ordersUrl(), scratch, shoppers);
        var through = new ArrayList<Measurement>();
        var without = new ArrayList<Measurement>();
        for (int round = 1; round <= plan.rounds(); round++) {
            through.add(note("through the gateway", closedLoop(throughGateway)));
            without.add(note("directly", closedLoop(direct)));
        }
        return new OrdersReport.GatewayHop(
                CONNECTIONS, Series.of("through the gateway", through), Series.of("directly", without));
    }

    private Measurement closedLoop(OrderLoad load) {
        return ours.run(load, Choice.SPREAD, CONNECTIONS, plan.time()).measurement();
    }

    private static OrderCase ofYardstick() {
        return new OrderCase(Choice.SPREAD, Who.STATEMENT, CLIENTS_OF_YARDSTICK);
    }

    private Measurement openLoop(double rate) {
        var run = UUID.randomUUID().toString();
        var visitors = shoppers.visitors();
        var request = new OrderRequest(shoppers.goods());
        var started = Instant.now();
        var connections = Math.max(CONNECTIONS, Collections.max(plan.clients()));
        var measurement = new OpenLoop(site.url(), connections)
                .run(
                        rate,
                        plan.time(),
                        (connection, number) ->
                                request.send(connection, visitors.get(number % visitors.size()), run + "-" + number));
        ours.settle(started);
        var sent = (long) (rate * (plan.seconds() + 1));
        ours.recount("open loop", started, sent - measurement.errors(), measurement.errors());
        return measurement;
    }

    private Measurement note(String who, Measurement measurement) {
        progress.accept("  %-20s %,8.0f/s   p50 %.2f ms, p99 %.2f ms%s"
                .formatted(
                        who,
                        measurement.perSecond(),
                        measurement.p50Millis(),
                        measurement.p99Millis(),
                        measurement.errors() == 0 ? "" : ", %d ERRORS".formatted(measurement.errors())));
        return measurement;
    }
}
