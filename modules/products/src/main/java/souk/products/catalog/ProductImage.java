package souk.products.catalog;

/**
 * A picture of a product.
 *
 * @param url absolute, https or http
 * @param alt what it shows, for those who do not see it; may be empty
 * @param position the place among the pictures; those with the same are in the order in which they were given
 */
public record ProductImage(String url, String alt, int position) {}
