package souk.auth.authz;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.UUID;
import souk.auth.account.AccountRepository;
import souk.auth.role.RoleRepository;
import souk.shared.bus.Bus;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Query;
import souk.shared.http.Rule;
import souk.shared.id.UuidV7;
import souk.shared.security.Permission;

/** Says why something is allowed or not. */
public final class ExplainRoutes {

    private static final String PRODUCT = "product:";

    private final Explaining explaining;

    public ExplainRoutes(AccountRepository accounts, RoleRepository roles, Bus bus) {
        this.explaining = new Explaining(accounts, roles, bus);
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, "/api/v1/authz/explain", Rule.authenticated(), this::explain);
    }

    private Future<Answer> explain(ApiRequest request) {
        var query = request.query();
        var action = query.text("action", 60).orElse(null);
        var resource = query.text("resource", 60).orElse(null);
        var user = query.uuid("user");
        var permission = action == null ? Optional.<Permission>empty() : Permission.named(action);
        var onProduct = action == null ? Optional.<ProductAction>empty() : ProductAction.named(action);
        if (permission.isEmpty() && onProduct.isEmpty()) {
            query.wrong("action", "must be a permission such as write_orders, or view, update or manage");
        }
        var product = onProduct.isPresent() ? product(query, resource) : null;
        if (permission.isPresent() && resource != null) {
            query.wrong("resource", "goes with view, update or manage only");
        }
        query.done();
        var asker = request.caller().id();
        var subject = user.orElse(asker);
        if (!subject.equals(asker)) {
            Rule.permission(Permission.READ_USERS).check(request.caller());
        }
        var explanation = onProduct.isPresent()
                ? explaining.product(onProduct.get(), product, subject, request.context())
                : explaining.permission(permission.orElseThrow(), subject, request.context());
        return explanation.map(found -> Answer.ok(found).header("cache-control", "no-store"));
    }

    private static UUID product(Query query, String resource) {
        var id = resource == null || !resource.startsWith(PRODUCT)
                ? Optional.<UUID>empty()
                : UuidV7.parse(resource.substring(PRODUCT.length()));
        if (id.isEmpty()) {
            query.wrong("resource", "must be product: and the id of one");
        }
        return id.orElse(null);
    }
}
