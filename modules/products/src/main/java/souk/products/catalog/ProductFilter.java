package souk.products.catalog;

import java.util.UUID;

/**
 * Which products to list, newest first.
 *
 * @param status null for any
 * @param owner null for any
 * @param inStock only those of which something is left to sell
 * @param deleted those that are deleted, instead of those that are there
 * @param after the last product of the page before, or null for the first page
 */
record ProductFilter(ProductStatus status, UUID owner, boolean inStock, boolean deleted, UUID after, int limit) {}
