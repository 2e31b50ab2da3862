package souk.products.catalog;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.UUID;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.sql.Database;

/**
 * The products of a category and of all below it: the newest ones as the database has them at this moment, any other
 * list from the search. They are answered where the products are, also if the categories are deployed apart from
 * them.
 */
public final class CategoryProductRoutes {

    private static final String ROUTE = "/api/v1/categories/:id/products";
    private static final String LIST = "products of a category";

    private static final Set<String> OF_PLAIN_LISTS = Set.of("limit", "cursor");

    private final CategoryListRepository listing;
    private final ProductFinder finder;

    /** @param finder for lists that ask for more than the newest ones */
    public static CategoryProductRoutes over(Database database, ProductFinder finder) {
        return new CategoryProductRoutes(new CategoryListRepository(database), finder);
    }

    private CategoryProductRoutes(CategoryListRepository listing, ProductFinder finder) {
        this.listing = listing;
        this.finder = finder;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, ROUTE, Rule.anyone(), this::list);
    }

    private Future<Answer> list(ApiRequest request) {
        var category = request.id("id");
        return OF_PLAIN_LISTS.containsAll(request.query().names())
                ? newest(category, request)
                : listing.requireThere(category).compose(there -> finder.findIn(category, request));
    }

    private Future<Answer> newest(UUID category, ApiRequest request) {
        var query = request.query();
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        var after = cursor.map(text -> Cursor.id(LIST, text)).orElse(null);
        return listing.list(category, after, limit, Viewer.of(request.caller())).map(part -> {
            var next = part.end() == null ? null : Cursor.ofId(LIST, part.end());
            return CatalogRoutes.listed(request, new Page<>(part.products(), next));
        });
    }
}
