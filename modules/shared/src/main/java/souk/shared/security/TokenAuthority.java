package souk.shared.security;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Who issues access tokens, as seen by those who verify them. */
public interface TokenAuthority {

    /** The keys that tokens are signed with. */
    Future<List<TokenKey>> keys();

    /** Everything revoked since then that has not expired; asking again from the same instant loses nothing. */
    Future<RevokedTokens> revokedSince(Instant since);

    /**
     * Trades an API key, or a token of an identity provider, for an access token. Fails with a refusal
     * {@code unauthenticated} for what is not genuine.
     */
    Future<ExchangedToken> exchange(String credential);
}
