package souk.auth.user;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import souk.auth.account.Account;
import souk.auth.audit.Act;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Query;
import souk.shared.http.Rule;
import souk.shared.security.Permission;

/** Accounts for those who administer them. */
public final class UserRoutes {

    private static final String LIST = "users";
    private static final String ALL = "/api/v1/users";
    private static final String ONE = ALL + "/:id";
    private static final String ROLES = ONE + "/roles";
    private static final int MOST_ROLES = 50;

    private final Users users;

    /** A user as administrators see it. */
    private record UserView(
            UUID id,
            String username,
            String email,
            List<String> roles,
            boolean disabled,
            long version,
            Instant createdAt) {

        static UserView of(Account account) {
            return new UserView(
                    account.id(),
                    account.username(),
                    account.email(),
                    account.roles().stream().sorted().toList(),
                    account.disabled(),
                    account.version(),
                    account.createdAt());
        }
    }

    /** The roles of a user, and all that they may do with them. */
    private record RolesView(List<String> roles, List<Permission> permissions) {

        static RolesView of(Account account) {
            return new RolesView(
                    account.roles().stream().sorted().toList(),
                    account.permissions().stream().sorted().toList());
        }
    }

    public UserRoutes(Users users) {
        this.users = users;
    }

    public void mount(HttpApi api) {
        var read = Rule.permission(Permission.READ_USERS);
        var write = Rule.permission(Permission.WRITE_USERS);
        api.on(HttpMethod.GET, ALL, read, this::list);
        api.on(HttpMethod.GET, ONE, read, this::read);
        api.on(HttpMethod.PATCH, ONE, write, this::patch);
        api.on(HttpMethod.GET, ROLES, read, this::readRoles);
        api.on(HttpMethod.PUT, ROLES, write, this::putRoles);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var filter = new UserRepository.Filter(
                query.text("q", 100).map(text -> text.toLowerCase(Locale.ROOT)).orElse(null),
                query.text("role", 40).orElse(null),
                flag(query, "disabled"));
        var limit = query.limit();
        var cursor = query.cursor().map(text -> Cursor.id(LIST, text));
        query.done();
        return users.list(filter, cursor.orElse(null), limit + 1)
                .map(rows -> Page.of(rows, limit, last -> Cursor.ofId(LIST, last.id())))
                .map(page -> request.page(page.map(UserView::of)).header("cache-control", "private, no-cache"));
    }

    private Future<Answer> read(ApiRequest request) {
        return users.find(request.id("id"))
                .map(user -> request.conditional(user.version(), UserView.of(user))
                        .header("cache-control", "private, no-cache"));
    }

    private Future<Answer> readRoles(ApiRequest request) {
        return users.find(request.id("id"))
                .map(user -> request.conditional(user.version(), RolesView.of(user))
                        .header("cache-control", "private, no-cache"));
    }

    private Future<Answer> patch(ApiRequest request) {
        var fields = request.json();
        var disabled = fields.optionalFlag("disabled");
        if (disabled.isEmpty() && !fields.has("disabled")) {
            fields.violation("disabled", "is missing");
        }
        fields.done();
        return users.setDisabled(
                        request.id("id"), disabled.orElse(false), request.ifMatch(), request.caller(), Act.of(request))
                .map(user -> Answer.ok(UserView.of(user)).etag(user.version()));
    }

    private Future<Answer> putRoles(ApiRequest request) {
        var fields = request.json();
        var wanted = fields.texts("roles", 1, MOST_ROLES, 40);
        fields.done();
        return users.setRoles(request.id("id"), wanted, request.ifMatch(), request.caller(), Act.of(request))
                .map(user -> Answer.ok(RolesView.of(user)).etag(user.version()));
    }

    private static Boolean flag(Query query, String name) {
        var text = query.text(name, 5).orElse(null);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            query.wrong(name, "must be true or false");
        }
        return text == null ? null : Boolean.valueOf(text);
    }
}
