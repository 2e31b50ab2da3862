package souk.products.catalog;

import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.catalog.CatalogFailure.DuplicateSku;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.change.ChangeNews;
import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.RequestHash;
import souk.shared.http.Rule;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** The REST API of the catalogue, as {@code openapi/products.yaml} describes it. */
public final class CatalogRoutes {

    private static final String PRODUCTS = "/api/v1/products";
    private static final String PRODUCT = PRODUCTS + "/:id";

    private final ProductRepository products;
    private final ListingRepository listing;
    private final Editing editing;
    private final ChangeNews news;

    public static CatalogRoutes over(Database database, RequestKeys keys, ChangeNews news) {
        var products = new ProductRepository(database, keys);
        return new CatalogRoutes(products, new ListingRepository(database), new Editing(products), news);
    }

    private CatalogRoutes(ProductRepository products, ListingRepository listing, Editing editing, ChangeNews news) {
        this.products = products;
        this.listing = listing;
        this.editing = editing;
        this.news = news;
    }

    /** Who may see or change which product is decided by the SQL; the rules only say who may try. */
    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, PRODUCTS, Rule.anyone(), this::list)
                .on(HttpMethod.POST, PRODUCTS, Rule.permission(WRITE_OWN_PRODUCTS, WRITE_PRODUCTS), this::create)
                .on(HttpMethod.GET, PRODUCT, Rule.anyone(), this::read)
                .on(HttpMethod.PUT, PRODUCT, Rule.authenticated(), this::replace)
                .on(HttpMethod.PATCH, PRODUCT, Rule.authenticated(), this::patch)
                .on(HttpMethod.DELETE, PRODUCT, Rule.authenticated(), this::delete)
                .on(HttpMethod.GET, PRODUCT + "/availability", Rule.anyone(), this::availability);
    }

    private Future<Answer> list(ApiRequest request) {
        var filter = ProductList.asked(request.query());
        return listing.list(filter, Viewer.of(request.caller()))
                .map(rows -> request.page(ProductList.page(rows, filter)));
    }

    private Future<Answer> create(ApiRequest request) {
        var product = ProductInput.created(request.json());
        var act = Act.of(request);
        return request.idempotencyKey()
                .map(key -> products.insertOnce(
                        keyed(key, act.actor(), product).askedIn(request), product, act, CatalogRoutes::created))
                .orElseGet(() -> products.insert(product, act).map(CatalogRoutes::created))
                .onSuccess(this::tellOfNew);
    }

    private static KeyedRequest keyed(String key, UUID seller, NewProduct product) {
        var hash = HexFormat.of().parseHex(RequestHash.of(product));
        return new KeyedRequest(seller.toString(), "POST " + PRODUCTS, key, hash);
    }

    /** A kept refusal has no location. */
    private void tellOfNew(Answer answer) {
        var location = answer.headers().get("location");
        if (location != null) {
            news.products(List.of(UUID.fromString(location.substring(PRODUCTS.length() + 1))));
        }
    }

    private static Answer created(Optional<Product> inserted) {
        var product = inserted.orElseThrow(() -> new DuplicateSku().refusal());
        return Answer.json(201, product).etag(product.version()).location(PRODUCTS + "/" + product.id());
    }

    private Future<Answer> read(ApiRequest request) {
        return products.find(request.id("id"), rights(request)).map(found -> {
            var product = found.orElseThrow(() -> new NoSuchProduct().refusal());
            return request.conditional(product.version(), product);
        });
    }

    private Future<Answer> availability(ApiRequest request) {
        return products.availability(request.id("id"), rights(request))
                .map(found -> Answer.ok(found.orElseThrow(() -> new NoSuchProduct().refusal())));
    }

    private Future<Answer> replace(ApiRequest request) {
        var change = ProductInput.replaced(request.json());
        var id = request.id("id");
        return news.about(id, editing.change(id, change, request.ifMatch(), Editor.of(request)))
                .map(CatalogRoutes::changed);
    }

    private Future<Answer> patch(ApiRequest request) {
        var patch = new ProductPatch(request.body());
        var id = request.id("id");
        return news.about(id, editing.patch(id, patch, request.ifMatch(), Editor.of(request)))
                .map(CatalogRoutes::changed);
    }

    private Future<Answer> delete(ApiRequest request) {
        var version = Optional.ofNullable(ProductInput.deleted(request.optionalJson()));
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        var id = request.id("id");
        return news.about(id, editing.delete(id, expected, rights(request))).map(done -> Answer.noContent());
    }

    private static Answer changed(Product product) {
        return Answer.ok(product).etag(product.version());
    }

    private static Rights rights(ApiRequest request) {
        return Rights.of(request.caller());
    }
}
