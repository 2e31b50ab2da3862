package souk.local.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check saw.
 *
 * @param seconds that it took
 * @param counts of what it looked at
 * @param suspects found at first, some of which may have come right meanwhile
 * @param findings that were there both times
 */
public record CheckReport(
        boolean consistent, double seconds, Map<String, Long> counts, int suspects, List<Finding> findings) {
    private static final int SHOWN = 10;

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** For people. */
    public String text() {
        var text = new StringBuilder("Looked at ");
        text.append(counts.entrySet().stream()
                .map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", ")));
        text.append(" in %.1f s.%n".formatted(seconds));
        if (suspects > findings.size()) {
            text.append("%d of %d suspects had come right at the second look.%n"
                    .formatted(suspects - findings.size(), suspects));
        }
        if (consistent) {
            return text.append("All of it adds up.%n".formatted()).toString();
        }
        var byKind = findings.stream().collect(Collectors.groupingBy(Finding::kind));
        byKind.forEach((kind, ones) -> {
            text.append("%n%s (%d)%n".formatted(kind, ones.size()));
            ones.stream().limit(SHOWN).forEach(one -> text.append("  %s%n".formatted(one.detail())));
            if (ones.size() > SHOWN) {
                text.append("  … and %d more%n".formatted(ones.size() - SHOWN));
            }
        });
        return text.toString();
    }
}
