package souk.local.bench;

/** A report for people. */
public record BenchText(BenchReport report) {
    private static final String HEAD = "  %-24s %-10s %10s %19s %10s %10s %7s %6s%n";
    private static final String ROW = "  %-24s %-10s %,10.0f %,8.0f – %,8.0f %7.2f ms %7.2f ms %7d %6s%n";

    public String text() {
        var workload = report.workload();
        var text = new StringBuilder();
        text.append("%n%d clients in a closed loop, %d processors for all together, %d rounds of %d s in turn%n"
                .formatted(workload.clients(), report.processors(), workload.rounds(), workload.seconds()));
        report.settings().forEach((name, value) -> text.append("%s %s  ".formatted(name, value)));
        text.append("%n%n".formatted());
        text.append(HEAD.formatted("SCENARIO", "WHO", "MEDIAN /S", "MIN – MAX", "P50", "P99", "ERRORS", "RATIO"));
        for (var row : report.rows()) {
            if (row.yardstick() != null) {
                text.append(line(row.scenario().title(), row.yardstick(), ""));
            }
            var ratio = row.ratio() == null ? "-" : "%.2f".formatted(row.ratio());
            text.append(line(row.scenario().title(), row.souk(), ratio));
        }
        report.wrong().forEach(wrong -> text.append("%n  WRONG: %s%n".formatted(wrong)));
        return text.toString();
    }

    private static String line(String title, Series series, String ratio) {
        return ROW.formatted(
                title,
                series.who(),
                series.perSecond(),
                series.least(),
                series.most(),
                series.p50Millis(),
                series.p99Millis(),
                series.errors(),
                ratio);
    }
}
