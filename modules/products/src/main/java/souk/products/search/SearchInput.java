package souk.products.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.products.catalog.ProductStatus;
import souk.shared.http.Query;

/** What the query of a search asks for. */
final class SearchInput {

    private static final String ATTRIBUTE_KEY = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    private static final Set<String> OF_SEARCHES =
            Set.of("q", "category", "minPrice", "maxPrice", "currency", "sort", "facets", "count");
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_ATTRIBUTES = 20;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_FACETS = 10;

    private final Query query;

    private SearchInput(Query query) {
        this.query = query;
    }

    /** Whether a query with these parameters asks for more than the newest products. */
    static boolean isSearch(Set<String> parameters) {
        return parameters.stream().anyMatch(name -> OF_SEARCHES.contains(name) || name.startsWith(Counting.ATTRIBUTE));
    }

    /**
     * Throws a refusal that lists every parameter that is wrong.
     *
     * @param category in which to search, or null if the query may say so
     */
    static Criteria asked(Query query, UUID category) {
        return new SearchInput(query).criteria(category);
    }

    private Criteria criteria(UUID within) {
        var words = query.prose("q", MOST_CHARACTERS).orElse(null);
        var category = within == null ? query.uuid("category").orElse(null) : within;
        var minPrice = price("minPrice", RoundingMode.CEILING);
        var maxPrice = price("maxPrice", RoundingMode.FLOOR);
        var currency = query.text("currency", 3).orElse(null);
        var inStock = query.text("inStock", 5).flatMap(this::flag).orElse(false);
        var status = query.text("status", 20).flatMap(this::status).orElse(null);
        var owner = query.uuid("owner").orElse(null);
        var attributes = attributes();
        var order = order(words);
        var facets = facets();
        var counted = query.text("count", 20).flatMap(this::count).isPresent();
        var limit = query.limit();
        var cursor = query.cursor();
        if (currency != null && !currency.matches("[A-Z]{3}")) {
            query.wrong("currency", "must be an ISO 4217 code such as EUR");
        }
        if (minPrice != null && maxPrice != null && minPrice > maxPrice) {
            query.wrong("maxPrice", "must not be less than minPrice");
        }
        query.done();
        return new Criteria(
                words,
                category,
                minPrice,
                maxPrice,
                currency,
                inStock,
                status,
                owner,
                attributes,
                order,
                facets,
                counted,
                limit,
                cursor.map(text -> Place.of(list(order, words), order, text)).orElse(null));
    }

    /** The name of the list of which a cursor is: scores are those of the words. */
    static String list(Order order, String words) {
        var of = "found " + order.text();
        return order == Order.RELEVANCE ? of + ' ' + Integer.toHexString(words.hashCode()) : of;
    }

    private Long price(String name, RoundingMode rounding) {
        return query.text(name, 24)
                .flatMap(text -> text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?")
                        ? Optional.of(Prices.of(new BigDecimal(text), rounding))
                        : query.wrong(name, "must be an amount such as 19.99"))
                .orElse(null);
    }

    private Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> query.wrong("inStock", "must be true or false");
        };
    }

    private Optional<ProductStatus> status(String text) {
        return ProductStatus.named(text).or(() -> query.wrong("status", "must be one of draft, active, archived"));
    }

    /** Relevance needs words. */
    private Order order(String words) {
        var order = query.text("sort", 20)
                .flatMap(text -> Order.named(text).or(() -> query.wrong("sort", "must be one of " + Order.choices())))
                .orElse(Order.RELEVANCE);
        return order == Order.RELEVANCE && words == null ? Order.NEWEST : order;
    }

    private Optional<String> count(String text) {
        return text.equals("exact") || text.equals("estimated")
                ? Optional.of(text)
                : query.wrong("count", "must be exact or estimated");
    }

    private Map<String, List<String>> attributes() {
        var attributes = new HashMap<String, List<String>>();
        var names = query.names().stream()
                .filter(name -> name.startsWith(Counting.ATTRIBUTE))
                .toList();
        if (names.size() > MOST_ATTRIBUTES) {
            query.wrong("attr", "must not be more than " + MOST_ATTRIBUTES + " attributes");
        }
        for (var name : names) {
            var values = query.texts(name, MOST_VALUES, LONGEST_VALUE);
            var key = name.substring(Counting.ATTRIBUTE.length());
            if (!key.matches(ATTRIBUTE_KEY)) {
                query.wrong(name, "does not name an attribute");
            } else if (!values.isEmpty()) {
                attributes.put(key, values);
            }
        }
        return attributes;
    }

    private List<String> facets() {
        var asked = query.text("facets", 1_000).map(text -> text.split(",", -1)).orElse(new String[0]);
        var facets = new ArrayList<>(new LinkedHashSet<>(List.of(asked)));
        if (facets.size() > MOST_FACETS) {
            query.wrong("facets", "must not be more than " + MOST_FACETS);
        }
        facets.stream()
                .filter(facet -> !isFacet(facet))
                .findFirst()
                .ifPresent(unknown ->
                        query.wrong("facets", "must be category, price or attr. with a key, with commas in between"));
        return facets;
    }

    private static boolean isFacet(String text) {
        return text.equals(Counting.CATEGORY)
                || text.equals(Counting.PRICE)
                || text.startsWith(Counting.ATTRIBUTE)
                        && text.substring(Counting.ATTRIBUTE.length()).matches(ATTRIBUTE_KEY);
    }
}
