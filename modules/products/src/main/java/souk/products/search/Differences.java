package souk.products.search;

import java.util.List;
import java.util.UUID;

/**
 * What an index and the database do not agree about. The lists name some of them.
 *
 * @param checked products in the database
 * @param missing in the index
 * @param outdated in the index with another version
 * @param left in the index although they are gone
 */
record Differences(long checked, List<UUID> missing, List<UUID> outdated, List<UUID> left) {

    Differences {
        missing = List.copyOf(missing);
        outdated = List.copyOf(outdated);
        left = List.copyOf(left);
    }

    boolean none() {
        return missing.isEmpty() && outdated.isEmpty() && left.isEmpty();
    }
}
