package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import souk.auth.account.AccountRepository;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.auth.role.RoleRepository;
import souk.auth.session.AccessTokens;
import souk.auth.session.Sessions;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;

/** Everything that has to do with identity providers. It works without any, too, and with providers that are away. */
public final class Oidc {

    /** How long a key or an address that a provider has withdrawn may still be used. */
    private static final Duration REFRESH = Duration.ofMinutes(5);

    private final Providers providers;
    private final IdpHttp http;
    private final LoginAttemptRepository attempts;
    private final LogoutRepository logouts;
    private final OidcBearer bearer;
    private final OidcRoutes routes;

    private Oidc(Parts parts, Providers providers, IdpHttp http, InstantSource clock) {
        this.providers = providers;
        this.http = http;
        this.attempts = new LoginAttemptRepository(parts.database());
        this.logouts = new LogoutRepository(parts.database());
        var identities = new IdentityRepository(parts.database(), parts.accounts());
        var accounts = new ForeignAccounts(identities, parts.rights(), parts.revocations(), parts.audit());
        var ending = new BackchannelLogout(logouts, parts.sessions(), parts.revocations(), parts.audit());
        var login = new ForeignLogin(attempts, new CodeExchange(http), accounts, parts.sessions(), logouts, ending);
        this.bearer = new OidcBearer(providers, accounts, logouts, parts, clock);
        this.routes = new OidcRoutes(providers, login, ending, parts.audit());
    }

    /** What it works with. */
    public record Parts(
            Database database,
            AccountRepository accounts,
            RoleRepository rights,
            RevocationRepository revocations,
            Sessions sessions,
            AccessTokens tokens,
            AuditRepository audit) {}

    public static Oidc start(Vertx vertx, List<ProviderConfig> configured, Parts parts, Housekeeping housekeeping) {
        var http = new IdpHttp(vertx);
        var clock = InstantSource.system();
        var oidc = new Oidc(parts, new Providers(configured, http, clock), http, clock);
        vertx.setPeriodic(REFRESH.toMillis(), due -> oidc.providers.all().forEach(Provider::refresh));
        housekeeping
                .everyMinute("log-ins at providers", oidc.attempts::forgetExpired)
                .everyMinute("log-outs at providers", oidc.logouts::forgetExpired);
        return oidc;
    }

    public void mount(HttpApi api) {
        routes.mount(api);
    }

    public OidcBearer bearer() {
        return bearer;
    }

    public Future<Void> close() {
        return http.close();
    }
}
