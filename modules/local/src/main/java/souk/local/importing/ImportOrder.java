package souk.local.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import souk.local.data.LocalFailure;

/**
 * What is to be imported and how.
 *
 * @param format null for what the name of the file says
 * @param currency null for the default of the cluster
 */
public record ImportOrder(Path file, boolean dryRun, String format, String currency) {
    private static final Map<String, String> TYPES = Map.of(
            "ndjson", "application/x-ndjson",
            "jsonl", "application/x-ndjson",
            "csv", "text/csv",
            "tsv", "text/csv",
            "txt", "text/csv",
            "json", "application/json");

    /** Fails with LocalFailure if the name says nothing and no format is given. */
    String mediaType() {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null && format == null) {
            throw new LocalFailure("the name of " + file + " does not say what it is: name it with --format");
        }
        return type == null ? "application/octet-stream" : type;
    }

    String query() {
        var parts = new ArrayList<>(List.of("dryRun=" + dryRun));
        if (format != null) {
            parts.add("format=" + format);
        }
        if (currency != null) {
            parts.add("currency=" + currency);
        }
        return String.join("&", parts);
    }

    long bytes() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new LocalFailure(file + " cannot be read", e);
        }
    }
}
