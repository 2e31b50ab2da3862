package souk.products.grant;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.UUID;
import souk.products.change.ChangeNews;
import souk.products.grant.GrantFailure.NobodyInParticular;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.problem.Problem;
import souk.shared.sql.Database;

/** The REST API of the grants on a product, as {@code openapi/products.yaml} describes it. */
public final class GrantRoutes {

    private static final String GRANTS = "/api/v1/products/:id/grants";
    private static final String GRANT = GRANTS + "/:principal";
    private static final String LIST = "grants";
    private static final UUID NOBODY = new UUID(0, 0);

    private final Granting granting;
    private final ChangeNews news;

    public static GrantRoutes over(Database database, ChangeNews news) {
        return new GrantRoutes(new Granting(new GrantRepository(database)), news);
    }

    private GrantRoutes(Granting granting, ChangeNews news) {
        this.granting = granting;
        this.news = news;
    }

    /** Who may do what is decided by the SQL; the rules only say who may try. */
    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, GRANTS, Rule.authenticated(), this::list)
                .on(HttpMethod.GET, GRANT, Rule.authenticated(), this::read)
                .on(HttpMethod.PUT, GRANT, Rule.authenticated(), this::put)
                .on(HttpMethod.DELETE, GRANT, Rule.authenticated(), this::revoke);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor();
        query.done();
        var after = cursor.map(text -> Cursor.id(LIST, text)).orElse(NOBODY);
        return granting.list(request.id("id"), Rights.of(request.caller()), after, limit)
                .map(rows -> request.page(Page.of(rows, limit, last -> Cursor.ofId(LIST, last.principal()))));
    }

    private Future<Answer> read(ApiRequest request) {
        return granting.read(request.id("id"), request.id("principal"), Rights.of(request.caller()))
                .map(grant -> request.conditional(grant.version(), grant));
    }

    private Future<Answer> put(ApiRequest request) {
        var fields = request.json();
        var level = fields.optionalChoice("level", GrantLevel.class);
        if (level.isEmpty() && (!fields.has("level") || fields.isNull("level"))) {
            fields.violation("level", "is missing");
        }
        var expected = expected(request.ifMatch(), version(fields));
        fields.done();
        var onlyNew = request.onlyNew();
        if (onlyNew && expected.isPresent()) {
            throw Problem.invalid("If-None-Match", "excludes a version").refusal();
        }
        var change = new GrantChange(request.id("id"), principal(request), level.orElseThrow(), onlyNew, expected);
        return news.about(change.product(), granting.put(change, Rights.of(request.caller()), Act.of(request)))
                .map(put -> Answer.json(put.created() ? 201 : 200, put.grant())
                        .etag(put.grant().version()));
    }

    private Future<Answer> revoke(ApiRequest request) {
        var fields = request.optionalJson();
        var version = version(fields);
        fields.done();
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        var rights = Rights.of(request.caller());
        var product = request.id("id");
        return news.about(product, granting.revoke(product, request.id("principal"), expected, rights, Act.of(request)))
                .map(revoked -> Answer.noContent());
    }

    private static Optional<Long> version(Fields fields) {
        return fields.optionalInteger("version", 1, Long.MAX_VALUE);
    }

    private static Optional<ExpectedVersion> expected(Optional<ExpectedVersion> ifMatch, Optional<Long> version) {
        return ifMatch.isEmpty() && version.isEmpty()
                ? Optional.empty()
                : Optional.of(ExpectedVersion.required(ifMatch, version));
    }

    private static UUID principal(ApiRequest request) {
        var principal = request.id("principal");
        if (principal.equals(NOBODY)) {
            throw new NobodyInParticular().refusal();
        }
        return principal;
    }
}
