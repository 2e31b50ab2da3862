package souk.shared.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import souk.shared.config.NodeConfig;
import souk.shared.problem.Refusal;

/**
 * Knows the caller of every kind of bearer credential: our own access tokens are verified here; API keys and tokens of
 * identity providers are traded for one of ours first.
 */
public final class BearerAuthenticator implements Authenticator {

    private final TokenVerifier verifier;
    private final CredentialExchange exchange;
    private final String ownIssuer;

    public BearerAuthenticator(TokenVerifier verifier, CredentialExchange exchange, String ownIssuer) {
        this.verifier = verifier;
        this.exchange = exchange;
        this.ownIssuer = ownIssuer;
    }

    /** As {@link TokenVerifier#start}. */
    public static Future<BearerAuthenticator> start(Vertx vertx, TokenAuthority authority, NodeConfig.Tokens terms) {
        return TokenVerifier.start(vertx, authority, terms)
                .map(verifier -> new BearerAuthenticator(
                        verifier, new CredentialExchange(authority, InstantSource.system()), terms.issuer()));
    }

    @Override
    public Future<Caller> authenticate(String bearerToken) {
        if (bearerToken.startsWith(CredentialExchange.API_KEY)) {
            return exchanged(bearerToken);
        }
        return verifier.authenticate(bearerToken)
                .recover(refused -> refused instanceof Refusal && AccessToken.isOfAnotherIssuer(bearerToken, ownIssuer)
                        ? exchanged(bearerToken)
                        : Future.failedFuture(refused));
    }

    /** A token at hand may have been revoked because the account's roles changed; then there is a new one. */
    private Future<Caller> exchanged(String credential) {
        return exchange.exchange(credential)
                .compose(token -> verifier.authenticate(token).recover(revoked -> {
                    exchange.forget(credential);
                    return exchange.exchange(credential).compose(verifier::authenticate);
                }));
    }
}
