package souk.products.category;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a category is to go, with all that is below it.
 *
 * @param parent null for the top
 * @param position null for the one that it has
 * @param version the one that the editor has read, if the body says so, else null
 */
record CategoryMove(UUID parent, Integer position, Long version) {

    Optional<Long> basedOn() {
        return Optional.ofNullable(version);
    }
}
