package souk.shared.contract;

import java.util.List;
import java.util.UUID;

/**
 * Something in the catalogue is not what it was; what it is now is for the database to say.
 *
 * @param products that were made, changed, deleted or restored, or that others may see than before
 * @param categories whether anything in the tree of categories changed
 */
public record CatalogChanged(List<UUID> products, boolean categories) {

    public CatalogChanged {
        products = products == null ? List.of() : List.copyOf(products);
    }
}
