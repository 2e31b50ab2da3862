package souk.auth.role;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.regex.Pattern;
import souk.auth.audit.Act;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.security.Permission;

/** What roles there are and what they may do. */
public final class RoleRoutes {

    private static final String ONE = "/api/v1/roles/:name";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,39}");

    private final Roles roles;

    public RoleRoutes(Roles roles) {
        this.roles = roles;
    }

    public void mount(HttpApi api) {
        var read = Rule.permission(Permission.READ_ROLES);
        var write = Rule.permission(Permission.WRITE_ROLES);
        api.on(HttpMethod.GET, "/api/v1/roles", read, this::list);
        api.on(HttpMethod.GET, ONE, read, this::read);
        api.on(HttpMethod.PUT, ONE, write, this::put);
        api.on(HttpMethod.DELETE, ONE, write, this::delete);
    }

    private Future<Answer> list(ApiRequest request) {
        request.query().done();
        return roles.all().map(all -> Answer.ok(new Page<>(all, null)));
    }

    private Future<Answer> read(ApiRequest request) {
        return roles.find(request.text("name")).map(role -> request.conditional(role.version(), role));
    }

    private Future<Answer> put(ApiRequest request) {
        var name = request.text("name");
        var fields = request.json();
        if (!NAME.matcher(name).matches()) {
            fields.violation("name", "has to begin with a letter and may have up to 40 of a to z, 0 to 9 and _");
        }
        var description = fields.optionalText("description", 0, 500).orElse("");
        var permissions = permissions(fields, "permissions");
        fields.done();
        var expected = request.ifMatch();
        var role = RoleDefinition.own(name, description, permissions, 0);
        return roles.put(role, expected, request.caller(), Act.of(request)).map(stored -> {
            var answer = Answer.json(stored.created() ? 201 : 200, stored.role())
                    .etag(stored.role().version());
            return stored.created() ? answer.location("/api/v1/roles/" + name) : answer;
        });
    }

    private Future<Answer> delete(ApiRequest request) {
        return roles.delete(request.text("name"), request.ifMatch(), request.caller(), Act.of(request))
                .map(deleted -> Answer.noContent());
    }

    /** Names of permissions; notes a violation for each that there is not. */
    public static EnumSet<Permission> permissions(Fields fields, String member) {
        var permissions = EnumSet.noneOf(Permission.class);
        var names = fields.texts(member, 1, Permission.values().length, 60);
        for (var i = 0; i < names.size(); i++) {
            var index = i;
            var name = names.get(i);
            Permission.named(name)
                    .ifPresentOrElse(
                            permissions::add, () -> fields.violation(member, index, "is no permission: " + name));
        }
        return permissions;
    }
}
