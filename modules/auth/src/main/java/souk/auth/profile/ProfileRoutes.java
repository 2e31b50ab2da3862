package souk.auth.profile;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import souk.auth.account.AccountBody;
import souk.auth.account.AccountInput;
import souk.auth.audit.Act;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.security.Permission;

/** What owners change of themselves. */
public final class ProfileRoutes {

    private static final String PROFILE = "/api/v1/profile";
    private static final int LONGEST_PASSWORD = 1_024;

    private final Profiles profiles;
    private final OwnPassword password;

    public ProfileRoutes(Profiles profiles, OwnPassword password) {
        this.profiles = profiles;
        this.password = password;
    }

    public void mount(HttpApi api) {
        var write = Rule.permission(Permission.WRITE_OWN_PROFILE);
        api.on(HttpMethod.PATCH, PROFILE, write, this::change);
        api.on(HttpMethod.DELETE, PROFILE, write, this::delete);
        api.on(HttpMethod.PUT, PROFILE + "/password", write, this::changePassword);
        api.on(HttpMethod.GET, PROFILE + "/export", Rule.permission(Permission.READ_OWN_PROFILE), this::export);
    }

    private Future<Answer> change(ApiRequest request) {
        var fields = request.json();
        var patch = ProfilePatch.read(fields);
        var version = fields.optionalInteger("version", 1, Long.MAX_VALUE);
        fields.done();
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        return profiles.change(request.caller(), expected, patch, Act.of(request))
                .map(account -> Answer.ok(AccountBody.of(account)).etag(account.version()));
    }

    private Future<Answer> delete(ApiRequest request) {
        var fields = request.optionalJson();
        var secret = fields.optionalText("password", 1, LONGEST_PASSWORD);
        var version = fields.optionalInteger("version", 1, Long.MAX_VALUE);
        fields.done();
        var expected = ExpectedVersion.required(request.ifMatch(), version);
        var caller = request.caller();
        var act = Act.of(request);
        return password.loginOf(caller)
                .compose(login -> password.proveOwner(login, secret.orElse(null), caller, act))
                .compose(proved -> profiles.delete(caller, expected, act))
                .map(deleted -> Answer.noContent());
    }

    private Future<Answer> changePassword(ApiRequest request) {
        return password.loginOf(request.caller()).compose(login -> {
            var fields = request.json();
            var present = fields.text("currentPassword", 1, LONGEST_PASSWORD);
            var account = login.account();
            var wanted = AccountInput.password(fields, "newPassword", account.username(), account.email());
            if (wanted != null && wanted.equals(present)) {
                fields.violation("newPassword", "must not be the present one");
            }
            fields.done();
            return password.change(login, present, wanted, request.caller(), Act.of(request))
                    .map(changed -> Answer.noContent());
        });
    }

    private Future<Answer> export(ApiRequest request) {
        return profiles.export(request.caller())
                .map(document -> new Answer(
                        200,
                        Map.of(
                                "content-type", ApiRequest.JSON,
                                "content-disposition", "attachment; filename=\"souk-profile.json\"",
                                "cache-control", "no-store"),
                        Buffer.buffer(document)));
    }
}
