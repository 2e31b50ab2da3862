package souk.products.category;

import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import souk.products.category.CategoryEditing.Acting;
import souk.products.change.ChangeNews;
import souk.shared.bus.Bus;
import souk.shared.contract.CategoriesTold;
import souk.shared.contract.CategoryOperations;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.RequestHash;
import souk.shared.http.Rule;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** The REST API of the categories, as {@code openapi/categories.yaml} describes it, and what they tell on the bus. */
public final class CategoryRoutes {

    private static final String CATEGORIES = "/api/v1/categories";
    private static final String CATEGORY = CATEGORIES + "/:id";
    private static final String MOVE = CATEGORY + "/move";

    /** Without a version, whatever is there is moved. */
    private static final ExpectedVersion ANY = new ExpectedVersion(List.of(), true, true);

    private final CategoryReading reading;
    private final CategoryEditing editing;

    public static CategoryRoutes over(Database database, RequestKeys keys, ChangeNews news) {
        var repository = new CategoryRepository(database);
        return new CategoryRoutes(
                new CategoryReading(repository, new CurrentCategories(repository)),
                new CategoryEditing(database, keys, news));
    }

    private CategoryRoutes(CategoryReading reading, CategoryEditing editing) {
        this.reading = reading;
        this.editing = editing;
    }

    public void mount(HttpApi api) {
        var mayWrite = Rule.permission(WRITE_PRODUCTS);
        api.on(HttpMethod.GET, CATEGORIES, Rule.anyone(), this::list)
                .on(HttpMethod.POST, CATEGORIES, mayWrite, this::create)
                .on(HttpMethod.GET, CATEGORIES + "/tree", Rule.anyone(), this::tree)
                .on(HttpMethod.GET, CATEGORY, Rule.anyone(), this::read)
                .on(HttpMethod.PUT, CATEGORY, mayWrite, this::replace)
                .on(HttpMethod.PATCH, CATEGORY, mayWrite, this::patch)
                .on(HttpMethod.DELETE, CATEGORY, mayWrite, this::delete)
                .on(HttpMethod.POST, MOVE, mayWrite, this::move);
    }

    /** Answers other services. */
    public Future<Void> serve(Bus bus) {
        return bus.serve(
                CategoryOperations.TREE,
                (request, context) -> reading.tree()
                        .map(tree -> new CategoriesTold(
                                tree.revision(), tree.revision() == request.known() ? null : List.copyOf(tree.all()))));
    }

    private Future<Answer> list(ApiRequest request) {
        return reading.list(CategoryList.asked(request.query()))
                .map(page -> request.page(page).forEverybody());
    }

    private Future<Answer> tree(ApiRequest request) {
        var cut = TreeView.Cut.asked(request.query());
        return reading.tree().map(tree -> {
            var answer = request.hasAlready(tree.revision())
                    ? new Answer(304, Map.of(), null)
                    : new Answer(200, Map.of("content-type", "application/json"), reading.json(tree, cut));
            return answer.etag(tree.revision()).forEverybody();
        });
    }

    private Future<Answer> read(ApiRequest request) {
        return reading.find(request.id("id"))
                .map(category ->
                        request.conditional(category.version(), category).forEverybody());
    }

    private Future<Answer> create(ApiRequest request) {
        var category = CategoryInput.created(request.json());
        return editing.create(keyed(request, CATEGORIES, category), category, actor(request), CategoryRoutes::created);
    }

    private Future<Answer> replace(ApiRequest request) {
        return change(request, CategoryInput.replaced(request.json()));
    }

    private Future<Answer> patch(ApiRequest request) {
        return change(request, CategoryInput.patched(request.json()));
    }

    private Future<Answer> change(ApiRequest request, CategoryChange change) {
        var expected = ExpectedVersion.required(request.ifMatch(), change.basedOn());
        return editing.change(request.id("id"), change, expected, actor(request))
                .map(CategoryRoutes::changed);
    }

    private Future<Answer> delete(ApiRequest request) {
        var removal = CategoryRemoval.asked(request.query());
        var version = Optional.ofNullable(CategoryInput.deleted(request.optionalJson()));
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        return editing.delete(request.id("id"), removal, expected, actor(request))
                .map(done -> Answer.noContent());
    }

    private Future<Answer> move(ApiRequest request) {
        var id = request.id("id");
        var move = CategoryInput.moved(request.json());
        var versioned = request.ifMatch().isPresent() || move.basedOn().isPresent();
        var expected = versioned ? ExpectedVersion.required(request.ifMatch(), move.basedOn()) : ANY;
        return editing.move(
                keyed(request, MOVE, List.of(id, move, expected)),
                id,
                move,
                expected,
                new Acting<>(actor(request), CategoryRoutes::changed));
    }

    private static Optional<KeyedRequest> keyed(ApiRequest request, String route, Object understood) {
        var hash = HexFormat.of().parseHex(RequestHash.of(understood));
        return request.idempotencyKey()
                .map(key -> new KeyedRequest(actor(request).toString(), "POST " + route, key, hash).askedIn(request));
    }

    private static Answer created(Category category) {
        return changed(201, category).location(CATEGORIES + "/" + category.id());
    }

    private static Answer changed(Category category) {
        return changed(200, category);
    }

    private static Answer changed(int status, Category category) {
        return Answer.json(status, category).etag(category.version());
    }

    private static UUID actor(ApiRequest request) {
        return request.caller().id();
    }
}
