package souk.products.stock;

import java.util.Set;
import java.util.UUID;
import souk.products.grant.Viewer;
import souk.shared.money.Money;

/**
 * A product as a reservation sees it while it holds the lock on the stock.
 *
 * @param available on hand less reserved
 * @param seenBy those of the batch who may see it, or null for everybody
 */
record StockedProduct(
        UUID id,
        String name,
        Money price,
        long version,
        UUID sellerId,
        boolean forSale,
        long available,
        Set<Viewer> seenBy) {

    boolean mayBeOrderedBy(Viewer viewer) {
        return forSale && (seenBy == null || seenBy.contains(viewer));
    }
}
