package souk.local.bench.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import souk.local.bench.Measurement;
import souk.local.bench.Series;
import souk.local.bench.Server;

/** Measures one case after the other, and all of them several times. */
final class Rounds {
    private static final Duration WORTH_SAYING = Duration.ofMillis(200);

    private final Server server;
    private final OrderRun ours;
    private final Optional<OrdersYardstick> yardstick;
    private final OrdersPlan plan;
    private final Consumer<String> progress;

    private final Map<OrderCase, List<Measurement>> measurements = new LinkedHashMap<>();
    private final Map<OrderCase, List<Cost>> costs = new LinkedHashMap<>();

    Rounds(
            Server server,
            OrderRun ours,
            Optional<OrdersYardstick> yardstick,
            OrdersPlan plan,
            Consumer<String> progress) {
        this.server = server;
        this.ours = ours;
        this.yardstick = yardstick;
        this.plan = plan;
        this.progress = progress;
    }

    void run(OrderLoad load) {
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.accept("round %d of %d".formatted(round, plan.rounds()));
            for (var measured : plan.cases()) {
                if (!measured.who().isYardstick()) {
                    ours(measured, load);
                } else if (yardstick.isPresent()) {
                    server.checkpoint();
                    note(measured, yardstick.get().run(measured, plan.time()));
                }
            }
        }
    }

    List<OrdersReport.Row> rows() {
        return measurements.entrySet().stream()
                .map(entry -> new OrdersReport.Row(
                        entry.getKey(),
                        Series.of(entry.getKey().who().title(), entry.getValue()),
                        costs.containsKey(entry.getKey()) ? Cost.median(costs.get(entry.getKey())) : null))
                .toList();
    }

    private void ours(OrderCase measured, OrderLoad load) {
        var outcome = ours.run(load, measured.choice(), measured.clients(), plan.time());
        costs.computeIfAbsent(measured, first -> new ArrayList<>()).add(outcome.cost());
        note(measured, outcome.measurement());
        if (outcome.drained().compareTo(WORTH_SAYING) > 0) {
            progress.accept("    its last event was published %.1f s after the last answer"
                    .formatted(outcome.drained().toMillis() / 1e3));
        }
    }

    private void note(OrderCase measured, Measurement measurement) {
        measurements.computeIfAbsent(measured, first -> new ArrayList<>()).add(measurement);
        progress.accept("  %-26s %-18s %3d clients %,8.0f/s   p50 %.2f ms, p99 %.2f ms%s"
                .formatted(
                        measured.choice().title(),
                        measured.who().title(),
                        measured.clients(),
                        measurement.perSecond(),
                        measurement.p50Millis(),
                        measurement.p99Millis(),
                        measurement.errors() == 0 ? "" : ", %d ERRORS".formatted(measurement.errors())));
    }
}
