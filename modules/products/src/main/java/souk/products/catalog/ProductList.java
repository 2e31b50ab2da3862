package souk.products.catalog;

import java.util.List;
import java.util.Optional;
import souk.shared.http.Cursor;
import souk.shared.http.Page;
import souk.shared.http.Query;

/** What the list's query asks for, and how its pages are cut. */
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
        var after = cursor.map(text -> Cursor.id(NAME, text));
        return new ProductFilter(
                status.orElse(null), owner.orElse(null), inStock.orElse(false), after.orElse(null), limit);
    }

    static Page<Product> page(List<Product> rows, ProductFilter filter) {
        return Page.of(rows, filter.limit(), last -> Cursor.ofId(NAME, last.id()));
    }

    private static Optional<Boolean> flag(Query query, String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> query.wrong("inStock", "must be true or false");
        };
    }
}
