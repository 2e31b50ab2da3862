package souk.products.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a check of an index found, in JSON.
 *
 * @param equal whether index and database agree
 * @param at when it ended
 */
record CheckReport(boolean equal, long checked, List<UUID> missing, List<UUID> outdated, List<UUID> left, Instant at) {

    static CheckReport of(Differences found, Instant at) {
        return new CheckReport(found.none(), found.checked(), found.missing(), found.outdated(), found.left(), at);
    }
}
