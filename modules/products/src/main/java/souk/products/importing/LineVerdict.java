package souk.products.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * What became of a line.
 *
 * @param line from 1, the header among them; of a JSON document, which element
 * @param part from 0; a line can say something of several products
 * @param outcome {@code created}, {@code updated}, {@code unchanged}, {@code failed} or {@code joined}
 * @param productId null if there is none, as after a failure or a dry run
 * @param joinedTo the line with which this one was read; null unless joined
 * @param violations all of them, with JSON pointers or the names of columns
 * @param notes what was left out or written otherwise
 */
public record LineVerdict(
        long line,
        int part,
        String outcome,
        @JsonInclude(JsonInclude.Include.ALWAYS) UUID productId,
        @JsonInclude(JsonInclude.Include.ALWAYS) String sku,
        @JsonInclude(JsonInclude.Include.ALWAYS) Long joinedTo,
        JsonNode violations,
        JsonNode notes) {}
