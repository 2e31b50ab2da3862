package souk.products.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A category as its readers see it, in JSON with these very members.
 *
 * @param parent null for one at the top
 * @param slug unique among those with the same parent
 * @param position orders it among them; then the name does
 * @param path those above, from the top down to the parent
 * @param version counts every change of any other member, the path among them; the entity tag
 */
public record Category(
        UUID id,
        @JsonInclude(JsonInclude.Include.ALWAYS) UUID parent,
        String name,
        String slug,
        String description,
        int position,
        List<Step> path,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    public Category {
        path = List.copyOf(path);
    }

    /** A category on the way to another. */
    public record Step(UUID id, String name, String slug) {}
}
