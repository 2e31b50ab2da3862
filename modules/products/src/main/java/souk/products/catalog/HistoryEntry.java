package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What somebody did to a product.
 *
 * @param version the one that it had afterwards
 * @param previousVersion the one that it had before; null for its creation
 * @param action created, updated, deleted or restored
 * @param changes what became different; of a creation only the price and the stock that it began with
 */
public record HistoryEntry(
        long version,
        @JsonInclude(JsonInclude.Include.ALWAYS) Long previousVersion,
        String action,
        UUID actor,
        Instant at,
        List<MemberChange> changes) {

    public HistoryEntry {
        changes = List.copyOf(changes);
    }

    /**
     * @param pointer to the member, a JSON pointer
     * @param from null if there was nothing
     * @param to null if there is nothing any more
     */
    public record MemberChange(
            String pointer,
            @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode from,
            @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode to) {}
}
