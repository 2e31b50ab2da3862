package souk.auth.oidc;

import io.vertx.core.Future;
import java.util.Optional;
import souk.auth.account.Account;
import souk.auth.audit.Act;
import souk.auth.session.AccessGrant;
import souk.auth.session.SessionOrigin;
import souk.auth.session.Sessions;
import souk.shared.http.ApiRequest;

/**
 * Log-in at a provider: authorization code with PKCE, state and nonce. An attempt belongs to the browser that began it,
 * by a cookie, and is good for one answer.
 */
final class ForeignLogin {

    private final LoginAttemptRepository attempts;
    private final CodeExchange exchange;
    private final ForeignAccounts accounts;
    private final Sessions sessions;
    private final LogoutRepository logouts;
    private final BackchannelLogout ending;

    ForeignLogin(
            LoginAttemptRepository attempts,
            CodeExchange exchange,
            ForeignAccounts accounts,
            Sessions sessions,
            LogoutRepository logouts,
            BackchannelLogout ending) {
        this.attempts = attempts;
        this.exchange = exchange;
        this.accounts = accounts;
        this.sessions = sessions;
        this.logouts = logouts;
        this.ending = ending;
    }

    /**
     * @param location where the browser goes
     * @param cookie what it takes along
     */
    record Begun(String location, String cookie) {

        @Override
        public String toString() {
            return "a log-in";
        }
    }

    /**
     * What the provider has the browser bring.
     *
     * @param error why there is no code
     * @param issuer who the provider says it is (RFC 9207)
     */
    record Return(String state, Optional<String> code, Optional<String> error, Optional<String> issuer) {

        @Override
        public String toString() {
            return "a return";
        }
    }

    Future<Begun> begin(Provider provider) {
        var attempt = LoginAttempt.begin(provider.name());
        return provider.endpoints()
                .compose(endpoints -> attempts.insert(attempt)
                        .map(kept -> new Begun(location(provider.config(), endpoints, attempt), attempt.cookie())));
    }

    /** Fails with {@link Untrusted} unless this browser began it, has not come back before and the provider agrees. */
    Future<AccessGrant> finish(Provider provider, Return back, String cookie, ApiRequest request) {
        return attempts.take(provider.name(), back.state(), cookie)
                .map(attempt -> attempt.orElseThrow(() -> new Untrusted("nobody here began this")))
                .compose(attempt -> provider.endpoints().compose(endpoints -> {
                    check(provider, endpoints, back);
                    return person(provider, attempt, back.code().get());
                }))
                .compose(person -> accounts.of(person, provider.name(), Act.of(request))
                        .compose(account -> open(provider, account, person, request)));
    }

    private static void check(Provider provider, Endpoints endpoints, Return back) {
        var issuer = provider.config().issuer();
        Untrusted.unless(back.issuer().map(issuer::equals).orElse(!endpoints.namesItself()), "iss");
        Untrusted.unless(back.error().isEmpty(), "the provider refused");
        Untrusted.unless(back.code().isPresent(), "there is no code");
    }

    private Future<ForeignPerson> person(Provider provider, LoginAttempt attempt, String code) {
        return exchange.idToken(provider, code, attempt.verifier())
                .compose(token -> provider.verifyHandedOver(
                        token, parsed -> provider.rules().idToken(parsed, attempt.nonce())))
                .map(claims -> ForeignPerson.of(claims, provider.config()));
    }

    /** Looks after opening whether the provider's session has ended, so that no end of it goes unseen. */
    private Future<AccessGrant> open(Provider provider, Account account, ForeignPerson person, ApiRequest request) {
        var origin = SessionOrigin.of(request).by(provider.name(), person.sid().orElse(null));
        return sessions.open(account, origin)
                .compose(grant -> logouts.hasEnded(person)
                        .compose(ended -> ended
                                ? ending.endThoseOf(provider, Logout.of(person))
                                        .compose(done ->
                                                Future.failedFuture(new Untrusted("the session there has ended")))
                                : Future.succeededFuture(grant)));
    }

    private static String location(ProviderConfig provider, Endpoints endpoints, LoginAttempt attempt) {
        return new Form()
                .with("response_type", "code")
                .with("client_id", provider.clientId())
                .with("redirect_uri", provider.redirectUri())
                .with("scope", provider.scopes())
                .with("state", attempt.state())
                .with("nonce", attempt.nonce())
                .with("code_challenge", attempt.challenge())
                .with("code_challenge_method", "S256")
                .appendedTo(endpoints.authorization());
    }
}
