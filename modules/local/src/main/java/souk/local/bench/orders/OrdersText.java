package souk.local.bench.orders;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import souk.local.bench.Series;

/** A report for people. */
public record OrdersText(OrdersReport report) {
    private static final String HEAD = "  %-19s %7s %10s %19s %10s %10s %7s%n";
    private static final String ROW = "  %-19s %7d %,10.0f %,8.0f – %,8.0f %7.2f ms %7.2f ms %7d%n";
    private static final String LINE = "  %-19s %,10.0f %,8.0f – %,8.0f %7.2f ms %7.2f ms %7d%n";

    public String text() {
        var text = new StringBuilder();
        head(text);
        for (var choice : Choice.values()) {
            rows(text, choice);
        }
        latency(text);
        gateway(text);
        text.append("%nGoals%n".formatted());
        report.goals().forEach(goal -> text.append(goal.shown()));
        report.wrong().forEach(wrong -> text.append("%n  WRONG: %s%n".formatted(wrong)));
        return text.toString();
    }

    private void head(StringBuilder text) {
        var plan = report.plan();
        text.append("%nOrders of three lines over %,d of %,d products, %d processors for all together%n"
                .formatted(report.goods(), report.products(), report.processors()));
        text.append(
                "%d rounds of %d s; ours until the last event is published%n".formatted(plan.rounds(), plan.seconds()));
        report.settings().forEach((name, value) -> text.append("%s %s  ".formatted(name, value)));
        text.append("%n".formatted());
    }

    private void rows(StringBuilder text, Choice choice) {
        var rows = report.rows().stream()
                .filter(row -> row.measured().choice() == choice)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        text.append("%n%s%n".formatted(choice.title()));
        text.append(HEAD.formatted("WHO", "CLIENTS", "ORDERS /S", "MIN – MAX", "P50", "P99", "ERRORS"));
        for (var row : rows) {
            var series = row.series();
            text.append(ROW.formatted(
                    row.measured().who().title(),
                    row.measured().clients(),
                    series.perSecond(),
                    series.least(),
                    series.most(),
                    series.p50Millis(),
                    series.p99Millis(),
                    series.errors()));
        }
        text.append("%n  one of ours costs%n".formatted());
        rows.stream().filter(row -> row.cost() != null).forEach(row -> text.append(cost(row)));
    }

    private static String cost(OrdersReport.Row row) {
        var cost = row.cost();
        return "  %4d clients: %.0f µs of all processors, %.2f transactions, %,.0f bytes of WAL; %s%n"
                .formatted(
                        row.measured().clients(),
                        cost.machineMicros(),
                        cost.transactions(),
                        cost.walBytes(),
                        shares(cost.cpuMicros()));
    }

    /** What is less than a microsecond is left out. */
    private static String shares(Map<String, Double> micros) {
        return new TreeMap<>(micros)
                .entrySet().stream()
                        .filter(entry -> entry.getValue() >= 1)
                        .map(entry -> "%s %.0f µs".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private void latency(StringBuilder text) {
        var latency = report.latency();
        if (latency == null) {
            return;
        }
        text.append("%nLatency of %,.0f orders a second in an open loop, timed from when each was due%n"
                .formatted(latency.perSecond()));
        text.append(line(latency.souk()));
        if (latency.yardstick() != null) {
            text.append(line(latency.yardstick()));
        }
    }

    private void gateway(StringBuilder text) {
        var gateway = report.gateway();
        if (gateway == null) {
            return;
        }
        text.append("%nWith and without the gateway, %d clients%n".formatted(gateway.clients()));
        text.append(line(gateway.through())).append(line(gateway.direct()));
    }

    private static String line(Series series) {
        return LINE.formatted(
                series.who(),
                series.perSecond(),
                series.least(),
                series.most(),
                series.p50Millis(),
                series.p99Millis(),
                series.errors());
    }
}
