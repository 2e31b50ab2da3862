package souk.products.catalog;

import java.util.Set;

/**
 * What becomes of the attributes of a product.
 *
 * @param whole whether those that are not set go; else only those that are removed by name
 */
public record AttributeChange(boolean whole, Attributes set, Set<String> removed) {

    public AttributeChange {
        removed = Set.copyOf(removed);
    }

    public static AttributeChange to(Attributes all) {
        return new AttributeChange(true, all, Set.of());
    }
}
