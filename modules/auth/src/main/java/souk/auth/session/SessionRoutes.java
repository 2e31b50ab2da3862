package souk.auth.session;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.auth.audit.Act;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.Cursor;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Permission;

public final class SessionRoutes {

    private static final String LIST = "sessions";
    private static final int LONGEST_NAME = 254;
    private static final int LONGEST_TOKEN = 512;

    /** Longer than any password that can be registered, short enough to be hashed without thought. */
    private static final int LONGEST_PASSWORD = 1_024;

    private final LoggingIn loggingIn;
    private final Refreshing refreshing;
    private final Sessions sessions;

    public SessionRoutes(LoggingIn loggingIn, Refreshing refreshing, Sessions sessions) {
        this.loggingIn = loggingIn;
        this.refreshing = refreshing;
        this.sessions = sessions;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.POST, "/api/v1/login", Rule.anyone(), this::logIn);
        api.on(HttpMethod.POST, "/api/v1/token/refresh", Rule.anyone(), this::refresh);
        api.on(HttpMethod.POST, "/api/v1/logout", Rule.authenticated(), this::logOut);
        api.on(HttpMethod.GET, "/api/v1/sessions", Rule.permission(Permission.READ_OWN_PROFILE), this::list);
        api.on(HttpMethod.DELETE, "/api/v1/sessions/:id", Rule.permission(Permission.WRITE_OWN_PROFILE), this::end);
    }

    private Future<Answer> logIn(ApiRequest request) {
        var fields = request.json();
        var name = fields.text("username", 1, LONGEST_NAME);
        var password = fields.text("password", 1, LONGEST_PASSWORD);
        fields.done();
        return loggingIn.logIn(name, password, SessionOrigin.of(request)).map(SessionRoutes::granted);
    }

    private Future<Answer> refresh(ApiRequest request) {
        var fields = request.json();
        var token = fields.text("refreshToken", 1, LONGEST_TOKEN);
        fields.done();
        return refreshing
                .refresh(new RefreshToken(token), SessionOrigin.of(request))
                .map(SessionRoutes::granted);
    }

    private Future<Answer> logOut(ApiRequest request) {
        return sessions.end(request.caller(), Act.of(request)).map(ended -> Answer.noContent());
    }

    private Future<Answer> list(ApiRequest request) {
        var query = request.query();
        var cursor = query.cursor();
        var limit = query.limit();
        query.done();
        return sessions.of(
                        request.caller(),
                        cursor.map(text -> Cursor.id(LIST, text)).orElse(null),
                        limit + 1)
                .map(rows -> request.page(Page.of(rows, limit, last -> Cursor.ofId(LIST, last.id()))));
    }

    private Future<Answer> end(ApiRequest request) {
        return sessions.end(request.caller().id(), request.id("id"), Act.of(request))
                .map(ended -> {
                    if (!ended) {
                        throw Problem.of(ProblemCode.NOT_FOUND, "There is no such session.")
                                .refusal();
                    }
                    return Answer.noContent();
                });
    }

    private static Answer granted(AccessGrant grant) {
        return Answer.ok(grant).header("cache-control", "no-store");
    }
}
