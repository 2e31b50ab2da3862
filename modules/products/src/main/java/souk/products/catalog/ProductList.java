package souk.products.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.shared.http.Cursor;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.id.UuidV7;

/** What the list's query asks for, and how its pages are cut. */
final class ProductList {

    private static final String NAME = "products";

    private static final int MAX_IDS = 100;
    private static final int UUID_LENGTH = 36;

    private ProductList() {}

    /** Throws a refusal that lists every parameter that is wrong. */
    static ProductFilter asked(Query query) {
        var status = query.text("status", 20)
                .flatMap(text -> ProductStatus.named(text)
                        .or(() -> query.wrong("status", "must be one of " + ProductStatus.choices())));
        var inStock = query.flag("inStock").orElse(false);
        var deleted = query.flag("deleted").orElse(false);
        if (deleted && inStock) {
            query.wrong("inStock", "cannot be asked of what is deleted");
        }
        var owner = query.uuid("owner");
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        var after = cursor.map(text -> Cursor.id(NAME, text));
        return new ProductFilter(status.orElse(null), owner.orElse(null), inStock, deleted, after.orElse(null), limit);
    }

    /** The products that are asked for one by one, if that is what the query does; then it may ask for nothing else. */
    static Optional<List<UUID>> ids(Query query) {
        var ids = query.text("ids", MAX_IDS * (UUID_LENGTH + 1)).map(text -> List.of(text.split(",", -1)));
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        var parsed =
                ids.get().stream().map(UuidV7::parse).flatMap(Optional::stream).toList();
        if (parsed.size() != ids.get().size() || parsed.size() > MAX_IDS) {
            query.wrong("ids", "must be up to " + MAX_IDS + " UUIDs with commas in between");
        }
        query.done();
        return Optional.of(parsed);
    }

    static Page<Product> page(List<Product> rows, ProductFilter filter) {
        return Page.of(rows, filter.limit(), last -> Cursor.ofId(NAME, last.id()));
    }
}
