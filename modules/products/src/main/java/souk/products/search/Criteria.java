package souk.products.search;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import souk.products.catalog.ProductStatus;

/**
 * What a search asks for. Null, or empty, is whatever does not matter.
 *
 * @param words what was typed
 * @param minPrice as {@link Prices} has it, as the other one
 * @param attributes acceptable values by key; each key must have one
 * @param facets what to count by: {@code category}, {@code price}, {@code attr.key}
 */
record Criteria(
        String words,
        UUID category,
        Long minPrice,
        Long maxPrice,
        String currency,
        boolean inStock,
        ProductStatus status,
        UUID owner,
        Map<String, List<String>> attributes,
        Order order,
        List<String> facets,
        boolean counted,
        int limit,
        Place after) {

    Criteria {
        attributes = Map.copyOf(attributes);
        facets = List.copyOf(facets);
    }
}
