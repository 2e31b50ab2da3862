package souk.local.importing;

import java.util.List;
import java.util.stream.Collectors;

/** A line that was not applied. */
public record FailedLine(long line, String sku, List<ImportStatus.Violation> violations) {

    String text() {
        var why = violations.stream().map(Object::toString).collect(Collectors.joining("; "));
        return "  line " + line + (sku == null ? "" : " (" + sku + ")") + ": " + why;
    }
}
