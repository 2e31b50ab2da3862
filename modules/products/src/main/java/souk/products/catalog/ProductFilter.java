package souk.products.catalog;

import java.util.UUID;

/**
 * Which products to list, newest first.
 *
 * @param status null for any
 * @param owner null for any
 * @param inStock only those of which something is left to sell
 * @param after the last product of the page before, or null for the first page
 */
record ProductFilter(ProductStatus status, UUID owner, boolean inStock, UUID after, int limit) {

    /**
     * The same list for somebody with these rights, said in a way that an index can follow: of what is not public,
     * they see their own at most, and nobody in particular sees active products only.
     */
    ProductFilter narrowedTo(Rights rights) {
        if (rights.readsAll()) {
            return this;
        }
        if (status == null) {
            return rights.isNobody() ? new ProductFilter(ProductStatus.ACTIVE, owner, inStock, after, limit) : this;
        }
        return status == ProductStatus.ACTIVE || owner != null
                ? this
                : new ProductFilter(status, rights.caller(), inStock, after, limit);
    }
}
