package souk.local.prove;

import java.util.List;
import java.util.Locale;

/** A report for people. */
public record ReportText(Report report) {
    private static final String HEAD = "  %-9s %8s %8s %9s %7s %9s %9s %9s%n";
    private static final String ROW = "  %-9s %8d %8d %9d %7d %6.1f ms %6.1f ms %6d ms%n";

    public String text() {
        var text = new StringBuilder();
        text.append("%n%s run, round %d: %s%n%n"
                .formatted(report.run(), report.round() + 1, report.passed() ? "passed" : "FAILED"));
        text.append(HEAD.formatted("PHASE", "READS", "ORDERS", "REFUSALS", "FAILED", "P50", "P99", "MAX"));
        report.figures().forEach(figures -> text.append(row(figures)));
        text.append("%n  requests failed for %.2f s; they failed or took more than 1 s for %.2f s%n%n"
                .formatted(report.failedMillis() / 1e3, report.troubleMillis() / 1e3));
        report.findings().forEach(finding -> append(text, finding));
        return text.toString();
    }

    /** Of findings alone, under a heading. */
    public static String of(String heading, List<Finding> findings) {
        var text = new StringBuilder(heading).append(System.lineSeparator());
        findings.forEach(finding -> append(text, finding));
        return text.toString();
    }

    private static String row(Figures figures) {
        return ROW.formatted(
                figures.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                figures.reads(),
                figures.orders(),
                figures.refusals(),
                figures.failed(),
                figures.p50Millis(),
                figures.p99Millis(),
                figures.longestMillis());
    }

    private static void append(StringBuilder text, Finding finding) {
        text.append("  %-4s %s%n".formatted(finding.holds() ? "ok" : "NO", finding.rule()));
        if (!finding.holds()) {
            finding.examples().forEach(example -> text.append("         " + example + System.lineSeparator()));
            if (finding.violations() > finding.examples().size()) {
                text.append("         … %d in all%n".formatted(finding.violations()));
            }
        }
    }
}
