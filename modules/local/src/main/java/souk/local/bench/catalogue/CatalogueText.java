package souk.local.bench.catalogue;

import souk.local.bench.Series;

/** A report for people. */
public record CatalogueText(CatalogueReport report) {
    private static final String HEAD = "  %-24s %-11s %10s %19s %10s %10s %7s %6s%n";
    private static final String ROW = "  %-24s %-11s %,10.0f %,8.0f – %,8.0f %7.2f ms %7.2f ms %7d %6s%n";
    private static final String GROWTH = "  %-24s %,10.0f/s %,10.0f/s %8.2f ms %8.2f ms %7.2f%n";

    public String text() {
        var text = new StringBuilder();
        head(text);
        for (var row : report.rows()) {
            if (row.other() != null) {
                line(text, row, row.other(), "");
            }
            line(text, row, row.souk(), row.ratio() == null ? "-" : "%.2f".formatted(row.ratio()));
        }
        report.missing().forEach(missing -> text.append("%n  NOT MEASURED: %s%n".formatted(missing)));
        growth(text);
        goals(text);
        plans(text);
        return text.toString();
    }

    private void head(StringBuilder text) {
        var workload = report.workload();
        text.append("%n%,d products, %d clients in a closed loop, %d processors for all together, %d rounds of %d s%n"
                .formatted(
                        report.products(),
                        workload.clients(),
                        report.processors(),
                        workload.rounds(),
                        workload.seconds()));
        report.settings().forEach((name, value) -> text.append("%s %s  ".formatted(name, value)));
        text.append("%n%n".formatted());
        text.append(HEAD.formatted("WHAT", "WHO", "MEDIAN /S", "MIN – MAX", "P50", "P99", "ERRORS", "RATIO"));
    }

    private static void line(StringBuilder text, CatalogueReport.Row row, Series series, String ratio) {
        text.append(ROW.formatted(
                row.measured().title(),
                series.who(),
                series.perSecond(),
                series.least(),
                series.most(),
                series.p50Millis(),
                series.p99Millis(),
                series.errors(),
                ratio));
    }

    private void growth(StringBuilder text) {
        if (report.smallProducts() == 0) {
            text.append("%nNo growth: the shop was big already. --remove takes it away, the next bench begins small.%n"
                    .formatted());
            return;
        }
        text.append("%nFrom %,d to %,d products: requests a second, p50, and how many times the p50%n"
                .formatted(report.smallProducts(), report.products()));
        for (var row : report.rows()) {
            if (row.small() != null) {
                var small = row.small();
                var souk = row.souk();
                text.append(GROWTH.formatted(
                        row.measured().title(),
                        small.perSecond(),
                        souk.perSecond(),
                        small.p50Millis(),
                        souk.p50Millis(),
                        row.growth()));
            }
        }
    }

    private void goals(StringBuilder text) {
        text.append("%nGoals%n".formatted());
        report.goals().forEach(goal -> text.append(goal.shown()));
    }

    private void plans(StringBuilder text) {
        if (report.plans().isEmpty()) {
            return;
        }
        text.append("%nHow the database comes by the rows%n".formatted());
        for (var plan : report.plans()) {
            text.append("  %-24s %s%n".formatted(plan.measured().title(), String.join(", ", plan.reads())));
        }
        for (var plan : report.plans()) {
            if (!plan.wholeTables().isEmpty()) {
                text.append("%n  !!! SEQUENTIAL SCAN of %s for \"%s\": %s%n"
                        .formatted(plan.wholeTables(), plan.measured().title(), plan.statement()));
            }
        }
    }
}
