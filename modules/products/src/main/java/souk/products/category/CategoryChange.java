package souk.products.category;

import java.util.Optional;

/**
 * What an editor wants to be different. A member that is null stays as it is.
 *
 * @param version the one that the editor has read, if the body says so, else null
 */
record CategoryChange(String name, String slug, String description, Integer position, Long version) {

    Optional<Long> basedOn() {
        return Optional.ofNullable(version);
    }
}
