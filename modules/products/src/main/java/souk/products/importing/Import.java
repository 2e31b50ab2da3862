package souk.products.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * An import as its maker sees it, in JSON with these very members.
 *
 * @param format null until it is known
 * @param progress from 0 to 1
 * @param failed lines that were not applied; the others are
 * @param problem why the file could not be read, or not to its end; else null
 */
public record Import(
        UUID id,
        ImportState state,
        @JsonInclude(JsonInclude.Include.ALWAYS) String format,
        boolean dryRun,
        String currency,
        long bytes,
        Lines lines,
        long created,
        long updated,
        long unchanged,
        long failed,
        double progress,
        @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode problem,
        UUID makerId,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant finishedAt) {

    /**
     * @param done lines that have been read; of a JSON document, elements
     * @param total null until the end has been seen
     */
    public record Lines(
            long done,
            @JsonInclude(JsonInclude.Include.ALWAYS) Long total) {}
}
