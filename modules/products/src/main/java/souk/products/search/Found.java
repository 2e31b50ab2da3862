package souk.products.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the index answers.
 *
 * @param exhausted there are no more hits behind these
 * @param total null if nobody asked
 * @param lag how old what the index knows is
 */
record Found(
        List<Hit> hits,
        boolean forgiving,
        boolean exhausted,
        Long total,
        Map<String, List<Facet>> facets,
        Duration lag) {}
