package souk.products.catalog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import souk.shared.http.Cursor;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;

/** The list's address: what its query asks for, and where its next page is. */
final class ProductList {

    private static final String NAME = "products";

    private ProductList() {}

    /** Throws a refusal that lists every parameter that is wrong. */
    static ProductFilter asked(Query query) {
        var status = query.text("status", 20)
                .flatMap(text -> ProductStatus.named(text)
                        .or(() -> query.wrong("status", "must be one of " + ProductStatus.choices())));
        var inStock = query.text("inStock", 5).flatMap(text -> flag(query, text));
        var owner = query.uuid("owner");
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        var after = cursor.map(ProductList::lastOf);
        return new ProductFilter(
                status.orElse(null), owner.orElse(null), inStock.orElse(false), after.orElse(null), limit);
    }

    static Page<Product> page(List<Product> rows, ProductFilter filter) {
        return Page.of(rows, filter.limit(), last -> Cursor.encode(NAME, List.of(last.id().toString())));
    }

    /** The same list from the cursor on, as the value of a Link header (RFC 8288). */
    static String nextLink(String path, ProductFilter filter, String cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Optional.ofNullable(filter.status()).ifPresent(status -> parameters.put("status", status.text()));
        Optional.ofNullable(filter.owner()).ifPresent(owner -> parameters.put("owner", owner.toString()));
        if (filter.inStock()) {
            parameters.put("inStock", "true");
        }
        parameters.put("limit", Integer.toString(filter.limit()));
        parameters.put("cursor", cursor);
        var query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return "<" + path + "?" + query + ">; rel=\"next\"";
    }

    private static Optional<Boolean> flag(Query query, String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> query.wrong("inStock", "must be true or false");
        };
    }

    private static UUID lastOf(String cursor) {
        return UuidV7.parse(Cursor.decode(NAME, cursor, 1).get(0))
                .orElseThrow(() -> Problem.invalid("cursor", "is not a cursor of this list")
                        .refusal());
    }
}
