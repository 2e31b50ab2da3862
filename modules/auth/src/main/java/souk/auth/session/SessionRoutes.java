package souk.auth.session;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;

public final class SessionRoutes {

    private static final int LONGEST_NAME = 254;

    /** Longer than any password that can be registered, short enough to be hashed without thought. */
    private static final int LONGEST_PASSWORD = 1_024;

    private final LoggingIn loggingIn;

    public SessionRoutes(LoggingIn loggingIn) {
        this.loggingIn = loggingIn;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.POST, "/api/v1/login", Rule.anyone(), this::logIn);
    }

    private Future<Answer> logIn(ApiRequest request) {
        var fields = request.json();
        var name = fields.text("username", 1, LONGEST_NAME);
        var password = fields.text("password", 1, LONGEST_PASSWORD);
        fields.done();
        return loggingIn.logIn(name, password).map(grant -> Answer.ok(grant).header("cache-control", "no-store"));
    }
}
