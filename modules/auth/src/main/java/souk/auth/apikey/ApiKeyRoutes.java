package souk.auth.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import souk.auth.audit.Act;
import souk.auth.role.RoleRoutes;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.json.Fields;
import souk.shared.security.Permission;

/** A caller's own API keys. Answers with a secret are never kept, so these requests take no Idempotency-Key. */
public final class ApiKeyRoutes {

    private static final String LIST = "api-keys";
    private static final String ALL = "/api/v1/api-keys";
    private static final String ONE = ALL + "/:id";
    private static final Duration USUAL_LIFE = Duration.ofDays(90);
    private static final Duration LONGEST_LIFE = Duration.ofDays(730);
    private static final long LONGEST_GRACE_SECONDS = Duration.ofDays(7).toSeconds();

    private final ApiKeys keys;
    private final InstantSource clock;

    /** @param key shown this once */
    private record WithSecret(@JsonUnwrapped ApiKey apiKey, String key) {

        static WithSecret of(ApiKeys.Shown shown) {
            return new WithSecret(shown.key(), shown.secret().shown());
        }
    }

    public ApiKeyRoutes(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        var read = Rule.permission(Permission.READ_OWN_API_KEYS);
        var write = Rule.permission(Permission.WRITE_OWN_API_KEYS);
        api.on(HttpMethod.GET, ALL, read, this::list);
        api.on(HttpMethod.POST, ALL, write, this::make);
        api.on(HttpMethod.GET, ONE, read, this::read);
        api.on(HttpMethod.DELETE, ONE, write, this::revoke);
        api.on(HttpMethod.POST, ONE + "/rotate", write, this::rotate);
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var limit = query.limit();
        var cursor = query.cursor().map(text -> Cursor.id(LIST, text));
        query.done();
        return keys.list(request.caller().id(), cursor.orElse(null), limit + 1)
                .map(rows -> Page.of(rows, limit, last -> Cursor.ofId(LIST, last.id())))
                .map(page -> request.page(page).header("cache-control", "private, no-cache"));
    }

    private Future<Answer> read(ApiRequest request) {
        return keys.find(request.id("id"), request.caller().id())
                .map(key -> Answer.ok(key).header("cache-control", "private, no-cache"));
    }

    private Future<Answer> make(ApiRequest request) {
        var fields = request.json();
        var name = fields.text("name", 1, 100);
        var scopes = RoleRoutes.permissions(fields, "scopes");
        var expiresAt = expiry(fields);
        fields.done();
        return keys.make(new NewApiKey(name, scopes, expiresAt), request.caller(), Act.of(request))
                .map(shown -> Answer.json(201, WithSecret.of(shown))
                        .location(ALL + "/" + shown.key().id())
                        .header("cache-control", "no-store"));
    }

    private Future<Answer> revoke(ApiRequest request) {
        return keys.revoke(request.id("id"), request.caller(), Act.of(request)).map(revoked -> Answer.noContent());
    }

    private Future<Answer> rotate(ApiRequest request) {
        var fields = request.optionalJson();
        var grace =
                fields.optionalInteger("graceSeconds", 0, LONGEST_GRACE_SECONDS).orElse(0L);
        fields.done();
        return keys.rotate(request.id("id"), Duration.ofSeconds(grace), request.caller(), Act.of(request))
                .map(shown -> Answer.ok(WithSecret.of(shown)).header("cache-control", "no-store"));
    }

    private Instant expiry(Fields fields) {
        var now = clock.instant();
        return fields.optionalText("expiresAt", 20, 40)
                .map(text -> {
                    try {
                        var time = Instant.parse(text);
                        if (time.isBefore(now.plusSeconds(60)) || time.isAfter(now.plus(LONGEST_LIFE))) {
                            fields.violation("expiresAt", "must be from one minute to 730 days from now");
                        }
                        return time;
                    } catch (DateTimeParseException wrong) {
                        fields.violation("expiresAt", "must be a time such as 2027-05-01T12:00:00Z");
                        return now;
                    }
                })
                .orElse(now.plus(USUAL_LIFE));
    }
}
