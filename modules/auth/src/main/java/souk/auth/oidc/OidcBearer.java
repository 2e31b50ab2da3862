package souk.auth.oidc;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.session.AccessTokens;
import souk.shared.http.HttpApi;
import souk.shared.security.ExchangedToken;

/** Access tokens of providers, as bearer tokens here. */
public final class OidcBearer {

    private static final Logger LOG = LogManager.getLogger(OidcBearer.class);

    /** Shorter than logouts are remembered, so that no token outlives the memory of its end. */
    private static final Duration LONGEST_LIFE = LogoutRepository.KEPT.minusHours(1);

    /** Who comes with a token of a provider is known only by it. */
    private static final Act NOBODY_YET = new Act(null, null, null, null, null);

    private final Providers providers;
    private final ForeignAccounts accounts;
    private final LogoutRepository logouts;
    private final AccessTokens tokens;
    private final AuditRepository audit;
    private final InstantSource clock;

    OidcBearer(
            Providers providers,
            ForeignAccounts accounts,
            LogoutRepository logouts,
            Oidc.Parts parts,
            InstantSource clock) {
        this.tokens = parts.tokens();
        this.audit = parts.audit();
        this.clock = clock;
        this.providers = providers;
        this.accounts = accounts;
        this.logouts = logouts;
    }

    /** Whose a token is; the credential is the same for all tokens of a session at the provider, and ends with it. */
    private record Bearer(Account account, UUID credential, Instant expires) {}

    /**
     * An access token of our own, for no longer than the foreign one. Fails with a refusal {@code unauthenticated}
     * unless a configured provider issued the token for our audience and it is good now; with {@code Trouble} if the
     * provider's keys are not to be had.
     */
    public Future<ExchangedToken> exchange(String foreignToken) {
        return verified(foreignToken).compose(this::noted).map(this::standIn).recover(failure -> {
            if (!(failure instanceof Untrusted)) {
                return Future.failedFuture(failure);
            }
            LOG.debug("event=foreign-token-refused reason=\"{}\"", failure.getMessage());
            return Future.failedFuture(HttpApi.unauthenticated());
        });
    }

    private Future<Bearer> noted(Bearer bearer) {
        var account = bearer.account();
        var holder = new Act(account.id(), account.username(), bearer.credential(), null, null);
        return audit.record(holder.success("foreign-token.used", "user:" + account.id(), Map.of()))
                .map(bearer);
    }

    private ExchangedToken standIn(Bearer bearer) {
        var now = clock.instant();
        var own = now.plus(tokens.life());
        var until = own.isBefore(bearer.expires()) ? own : bearer.expires();
        var account = bearer.account();
        var token = tokens.issue(account, account.permissions(), bearer.credential(), Duration.between(now, until));
        return new ExchangedToken(token, until);
    }

    private Future<Bearer> verified(String token) {
        try {
            var issuer = ForeignToken.parse(token).claims().text("iss");
            var provider = providers.ofIssuer(issuer).orElseThrow(() -> new Untrusted("iss"));
            return provider.verify(token, provider.rules()::accessToken)
                    .compose(claims -> bearer(token, provider, claims));
        } catch (Untrusted refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Bearer> bearer(String token, Provider provider, Claims claims) {
        var person = ForeignPerson.of(claims, provider.config());
        var expires = claims.time("exp");
        Untrusted.unless(!expires.isAfter(person.asOf().plus(LONGEST_LIFE)), "it lives too long");
        return logouts.hasEnded(person)
                .compose(ended -> {
                    Untrusted.unless(!ended, "the session at the provider has ended");
                    return accounts.of(person, provider.name(), NOBODY_YET);
                })
                .map(account -> new Bearer(account, person.credential(token), expires));
    }
}
