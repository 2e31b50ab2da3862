package souk.products.catalog;

import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import souk.products.catalog.CatalogFailure.MayNotCreate;
import souk.products.catalog.CatalogFailure.NoSuchProduct;
import souk.products.change.ChangeNews;
import souk.products.grant.Act;
import souk.products.grant.Rights;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.RequestHash;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** The REST API of the catalogue, as {@code openapi/products.yaml} describes it. */
public final class CatalogRoutes {

    private static final String PRODUCTS = "/api/v1/products";
    private static final String PRODUCT = PRODUCTS + "/:id";

    private final ChangeNews news;
    private final ProductFinder finder;
    private final ReadingRepository reading;
    private final ListingRepository listing;
    private final Creating creating;
    private final Editing editing;
    private final Restoring restoring;
    private final HistoryRoutes history;

    /** @param finder for lists that ask for more than the newest ones */
    public static CatalogRoutes over(Database database, RequestKeys keys, ChangeNews news, ProductFinder finder) {
        return new CatalogRoutes(database, keys, news, finder);
    }

    private CatalogRoutes(Database database, RequestKeys keys, ChangeNews news, ProductFinder finder) {
        this.news = news;
        this.finder = finder;
        this.reading = new ReadingRepository(database);
        this.listing = new ListingRepository(database);
        this.creating = new Creating(database, keys);
        this.editing = new Editing(reading, new ChangingRepository(database));
        this.restoring = new Restoring(database, keys);
        this.history = new HistoryRoutes(new HistoryRepository(database));
    }

    /** Who may see or change which product is decided by the SQL; the rules only say who may try. */
    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, PRODUCTS, Rule.anyone(), this::list)
                .on(HttpMethod.POST, PRODUCTS, Rule.permission(WRITE_OWN_PRODUCTS, WRITE_PRODUCTS), this::create)
                .on(HttpMethod.GET, PRODUCT, Rule.anyone(), this::read)
                .on(HttpMethod.PUT, PRODUCT, Rule.authenticated(), this::put)
                .on(HttpMethod.PATCH, PRODUCT, Rule.authenticated(), this::patch)
                .on(HttpMethod.DELETE, PRODUCT, Rule.authenticated(), this::delete)
                .on(HttpMethod.POST, PRODUCT + "/restore", Rule.authenticated(), this::restore)
                .on(HttpMethod.GET, PRODUCT + "/availability", Rule.anyone(), this::availability);
        history.mount(api, PRODUCT);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        if (finder.isFor(query.names())) {
            return finder.find(request);
        }
        var viewer = Viewer.of(request.caller());
        var ids = ProductList.ids(query);
        if (ids.isPresent()) {
            return reading.findAll(ids.get(), viewer).map(found -> listed(request, new Page<>(found, null)));
        }
        var filter = ProductList.asked(query);
        var rows = filter.deleted() ? listing.deleted(filter, rights(request)) : listing.list(filter, viewer);
        return rows.map(found -> listed(request, ProductList.page(found, filter)));
    }

    /** What somebody in particular sees is for them. */
    static Answer listed(ApiRequest request, Page<?> page) {
        var answer = request.page(page);
        return request.caller().isAnonymous() ? answer.forEverybody() : answer.forTheCallerOnly();
    }

    private Future<Answer> create(ApiRequest request) {
        var product = ProductInput.created(request.json());
        var insertion = Insertion.of(product);
        var act = Act.of(request);
        var created = request.idempotencyKey()
                .map(key -> creating.createOnce(
                        keyed("POST " + PRODUCTS, key, act, product).askedIn(request),
                        insertion,
                        act,
                        CatalogRoutes::created))
                .orElseGet(() -> creating.create(insertion, act).map(CatalogRoutes::created));
        return news.about(insertion.id(), created);
    }

    private static KeyedRequest keyed(String route, String key, Act act, Object understood) {
        var hash = HexFormat.of().parseHex(RequestHash.of(understood));
        return new KeyedRequest(act.actor().toString(), route, key, hash);
    }

    private static Answer created(Product product) {
        return Answer.json(201, product).etag(product.version()).location(PRODUCTS + "/" + product.id());
    }

    private Future<Answer> read(ApiRequest request) {
        var query = request.query();
        var deletedToo = query.flag("deleted").orElse(false);
        query.done();
        var id = request.id("id");
        return reading.find(id, Viewer.of(request.caller()))
                .compose(found -> found.isEmpty() && deletedToo
                        ? reading.findDeleted(id, rights(request))
                        : Future.succeededFuture(found))
                .map(found -> {
                    var product = found.orElseThrow(() -> new NoSuchProduct().refusal());
                    var answer = request.conditional(product.version(), product);
                    return product.seenByAll() ? answer.forEverybody() : answer.forTheCallerOnly();
                });
    }

    private Future<Answer> availability(ApiRequest request) {
        return reading.availability(request.id("id"), Viewer.of(request.caller()))
                .map(found -> Answer.ok(found.orElseThrow(() -> new NoSuchProduct().refusal())));
    }

    /** A replacement, or with {@code If-None-Match: *} a creation under the id that the client has chosen. */
    private Future<Answer> put(ApiRequest request) {
        if (request.onlyNew()) {
            return createAt(request);
        }
        var change = ProductInput.replaced(request.json());
        var id = request.id("id");
        return news.about(id, editing.change(id, change, request.ifMatch(), Editor.of(request)))
                .map(CatalogRoutes::changed);
    }

    private Future<Answer> createAt(ApiRequest request) {
        if (!request.caller().may(WRITE_OWN_PRODUCTS) && !request.caller().may(WRITE_PRODUCTS)) {
            throw new MayNotCreate().refusal();
        }
        if (request.ifMatch().isPresent()) {
            throw Problem.invalid("If-None-Match", "excludes If-Match").refusal();
        }
        var insertion = Insertion.at(request.id("id"), ProductInput.created(request.json()));
        return news.about(insertion.id(), creating.create(insertion, Act.of(request)))
                .map(CatalogRoutes::created);
    }

    private Future<Answer> patch(ApiRequest request) {
        var patch = new ProductPatch(request.body());
        var id = request.id("id");
        return news.about(id, editing.patch(id, patch, request.ifMatch(), Editor.of(request)))
                .map(CatalogRoutes::changed);
    }

    private Future<Answer> delete(ApiRequest request) {
        var id = request.id("id");
        return news.about(id, editing.delete(id, expected(request), rights(request)))
                .map(done -> Answer.noContent());
    }

    private Future<Answer> restore(ApiRequest request) {
        var id = request.id("id");
        var expected = expected(request);
        var rights = rights(request);
        var restored = request.idempotencyKey()
                .map(key -> restoring.restoreOnce(
                        keyed("POST " + PRODUCT + "/restore", key, Act.of(request), List.of(id, expected))
                                .askedIn(request),
                        id,
                        expected,
                        rights,
                        CatalogRoutes::changed))
                .orElseGet(() -> restoring.restore(id, expected, rights).map(CatalogRoutes::changed));
        return news.about(id, restored);
    }

    private static ExpectedVersion expected(ApiRequest request) {
        var version = Optional.ofNullable(ProductInput.versionOnly(request.optionalJson()));
        return ExpectedVersion.required(request.ifMatch(), version);
    }

    private static Answer changed(Product product) {
        return Answer.ok(product).etag(product.version());
    }

    private static Rights rights(ApiRequest request) {
        return Rights.of(request.caller());
    }
}
