package souk.products.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import souk.products.catalog.Product;

/**
 * A part of what was found, in JSON.
 *
 * @param next the cursor of the part after this one, or null at the end
 * @param total how many there are in all, or null
 * @param facets null if none were asked for
 */
record SearchPage(
        List<Product> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next,
        Long total,
        Map<String, List<Facet>> facets) {}
