package souk.products.inventory;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import souk.products.change.ChangeNews;
import souk.products.inventory.MovementFilter.Place;
import souk.products.inventory.StockFailure.NoSuchProduct;
import souk.products.inventory.StockFailure.NotYours;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.RequestHash;
import souk.shared.http.Rule;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** What there is of a product and what became of it, for those who look after it. */
public final class StockRoutes {

    private static final String STOCK = "/api/v1/products/:id/stock";
    private static final String ADJUSTMENTS = STOCK + "/adjustments";

    private final Database database;
    private final Adjusting adjusting;
    private final MovementRepository movements;
    private final ChangeNews news;

    public static StockRoutes over(Database database, RequestKeys keys, ChangeNews news) {
        return new StockRoutes(database, keys, news);
    }

    private StockRoutes(Database database, RequestKeys keys, ChangeNews news) {
        this.database = database;
        this.adjusting = new Adjusting(database, keys);
        this.movements = new MovementRepository(database);
        this.news = news;
    }

    /** Who may read or change the stock of which product is decided by the SQL; the rules only say who may try. */
    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, STOCK, Rule.authenticated(), this::read)
                .on(HttpMethod.POST, ADJUSTMENTS, Rule.authenticated(), this::adjust)
                .on(HttpMethod.GET, STOCK + "/movements", Rule.authenticated(), this::list);
    }

    /** The tag is that of the product, which a reservation leaves as it is: good for If-Match, but not for a 304. */
    private Future<Answer> read(ApiRequest request) {
        request.query().done();
        return level(request.id("id"), request)
                .map(level -> Answer.ok(level).etag(level.version()).header("cache-control", "no-store"));
    }

    private Future<Answer> adjust(ApiRequest request) {
        var adjustment = Adjustment.of(request);
        var rights = StockRights.of(request.caller());
        var adjusted = request.idempotencyKey()
                .map(key ->
                        adjusting.adjustOnce(keyed(request, key, adjustment), adjustment, rights, StockRoutes::created))
                .orElseGet(() -> adjusting.adjust(adjustment, rights).map(StockRoutes::created));
        return news.about(adjustment.product(), adjusted);
    }

    private static KeyedRequest keyed(ApiRequest request, String key, Adjustment adjustment) {
        var hash = HexFormat.of().parseHex(RequestHash.of(adjustment));
        return new KeyedRequest(request.caller().id().toString(), "POST " + ADJUSTMENTS, key, hash).askedIn(request);
    }

    private static Answer created(Adjusted adjusted) {
        return Answer.json(201, adjusted).etag(adjusted.stock().version());
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        var filter = MovementFilter.asked(query);
        query.done();
        var after = cursor.map(Place::of).orElse(null);
        var id = request.id("id");
        return level(id, request)
                .compose(level -> movements.list(id, filter, after, limit + 1))
                .map(rows -> request.page(Page.of(rows, limit, Place::cursor)).header("cache-control", "no-store"));
    }

    private Future<StockLevel> level(UUID product, ApiRequest request) {
        return StockLevelRepository.reading(database, product, StockRights.of(request.caller()))
                .map(StockRoutes::required);
    }

    private static StockLevel required(Optional<Standing> seen) {
        var standing = seen.orElseThrow(() -> new NoSuchProduct().refusal());
        if (!standing.may()) {
            throw new NotYours().refusal();
        }
        return standing.level();
    }
}
