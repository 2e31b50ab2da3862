package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

/** What browsers and providers ask for. Nothing here, or anywhere else, reads a cookie but the callback. */
final class OidcRoutes {

    private static final Logger LOG = LogManager.getLogger(OidcRoutes.class);
    private static final String ROOT = "/api/v1/oidc";
    private static final String PROVIDER = ROOT + "/:provider";
    private static final int LONGEST = 2_000;
    private static final int LONGEST_TOKEN = 8_000;

    private final Providers providers;
    private final ForeignLogin login;
    private final BackchannelLogout logout;
    private final AuditRepository audit;

    OidcRoutes(Providers providers, ForeignLogin login, BackchannelLogout logout, AuditRepository audit) {
        this.audit = audit;
        this.providers = providers;
        this.login = login;
        this.logout = logout;
    }

    record Listed(String name, String loginUrl) {}

    record Listing(List<Listed> providers) {}

    void mount(HttpApi api) {
        api.on(HttpMethod.GET, ROOT, Rule.anyone(), this::list);
        api.on(HttpMethod.GET, PROVIDER + "/login", Rule.anyone(), this::begin);
        api.on(HttpMethod.GET, PROVIDER + "/callback", Rule.anyone(), this::finish);
        api.on(HttpMethod.GET, PROVIDER + "/logout", Rule.anyone(), this::leave);
        api.on(HttpMethod.POST, PROVIDER + "/backchannel-logout", Rule.anyone(), this::endSessions);
    }

    private Future<Answer> list(ApiRequest request) {
        var listed = providers.all().stream()
                .map(Provider::name)
                .map(name -> new Listed(name, ROOT + "/" + name + "/login"))
                .toList();
        return Future.succeededFuture(Answer.ok(new Listing(listed)));
    }

    private Future<Answer> begin(ApiRequest request) {
        return login.begin(provider(request))
                .map(begun -> redirect(begun.location()).header("set-cookie", LoginCookie.set(begun.cookie())));
    }

    private Future<Answer> finish(ApiRequest request) {
        var provider = provider(request);
        var query = request.query();
        var state = query.text("state", LONGEST)
                .orElseThrow(() -> Problem.invalid(List.of(new Violation("state", "is missing")))
                        .refusal());
        var back = new ForeignLogin.Return(
                state, query.text("code", LONGEST), query.text("error", LONGEST), query.text("iss", LONGEST));
        return LoginCookie.of(request)
                .map(cookie -> login.finish(provider, back, cookie, request))
                .orElseGet(() -> Future.failedFuture(new Untrusted("there is no cookie")))
                .map(grant -> Answer.ok(grant)
                        .header("cache-control", "no-store")
                        .header("referrer-policy", "no-referrer")
                        .header("set-cookie", LoginCookie.CLEARED))
                .recover(failure -> refused(request, provider, failure, "log-in", loginFailed()));
    }

    private Future<Answer> leave(ApiRequest request) {
        var provider = provider(request);
        var config = provider.config();
        return provider.endpoints().map(endpoints -> {
            var form = new Form().with("client_id", config.clientId());
            config.afterLogout().ifPresent(uri -> form.with("post_logout_redirect_uri", uri));
            return redirect(form.appendedTo(endpoints.endSession().orElseThrow(OidcRoutes::notFound)));
        });
    }

    private Future<Answer> endSessions(ApiRequest request) {
        var provider = provider(request);
        var token = request.form().text("logout_token", LONGEST_TOKEN);
        return token.map(present -> logout.end(provider, present, Act.of(request)))
                .orElseGet(() -> Future.failedFuture(new Untrusted("there is no logout token")))
                .map(ended -> new Answer(200, Map.of("cache-control", "no-store"), null))
                .recover(failure -> refused(request, provider, failure, "session.ended-by-provider", badLogoutToken()));
    }

    private Provider provider(ApiRequest request) {
        return providers.named(request.text("provider")).orElseThrow(OidcRoutes::notFound);
    }

    private Future<Answer> refused(
            ApiRequest request, Provider provider, Throwable failure, String kind, Refusal instead) {
        if (!(failure instanceof Untrusted)) {
            return Future.failedFuture(failure);
        }
        var detail = Map.of("by", provider.name(), "reason", failure.getMessage());
        return audit.record(Act.of(request).failure(kind, "provider:" + provider, detail))
                .onFailure(away -> LOG.warn("event=refusal-not-audited reason=\"{}\"", away.getMessage()))
                .transform(noted -> Future.failedFuture(instead));
    }

    private static Answer redirect(String location) {
        return new Answer(302, Map.of("cache-control", "no-store", "referrer-policy", "no-referrer"), null)
                .location(location);
    }

    private static Refusal loginFailed() {
        return Problem.of(ProblemCode.LOGIN_FAILED, "The log-in at the identity provider did not succeed. Begin again.")
                .refusal();
    }

    private static Refusal badLogoutToken() {
        return Problem.of(ProblemCode.BAD_REQUEST, "The logout token is not valid.")
                .refusal();
    }

    private static Refusal notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such resource.").refusal();
    }
}
