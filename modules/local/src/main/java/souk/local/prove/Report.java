package souk.local.prove;

import java.util.List;

/**
 * What a run found.
 *
 * @param run {@code kill} or {@code pause}
 * @param troubleMillis how long requests failed or took more than 1 s while harm was done, and after that
 * @param failedMillis how long requests failed
 */
public record Report(
        String run,
        int round,
        boolean passed,
        List<Fault> faults,
        List<Figures> figures,
        long troubleMillis,
        long failedMillis,
        List<Finding> findings) {
    public Report {
        faults = List.copyOf(faults);
        figures = List.copyOf(figures);
        findings = List.copyOf(findings);
    }

    static Report of(
            String run, int round, List<Fault> faults, List<Figures> figures, Window window, List<Finding> findings) {
        var passed = findings.stream().allMatch(Finding::holds);
        return new Report(run, round, passed, faults, figures, window.troubleMillis(), window.failedMillis(), findings);
    }
}
