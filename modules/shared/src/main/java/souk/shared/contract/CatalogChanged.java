package souk.shared.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something in the catalogue is not what it was; what it is now is for the database to say.
 *
 * @param products that were made, changed, deleted or restored, or that others may see than before
 * @param categories whether anything in the tree of categories changed
 * @param at when the first of it was committed, by the clock of the node that did it, or null if it does not say
 */
public record CatalogChanged(List<UUID> products, boolean categories, Instant at) {

    public CatalogChanged {
        products = products == null ? List.of() : List.copyOf(products);
    }
}
