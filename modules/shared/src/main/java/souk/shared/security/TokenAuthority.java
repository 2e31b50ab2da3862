package souk.shared.security;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who issues access tokens, as seen by those who verify them. */
public interface TokenAuthority {

    /** The keys that tokens are signed with. */
    Future<List<TokenKey>> keys();

    /**
     * What was revoked since then and has not expired, in parts, for there may be more than fits into memory at once;
     * asking again from the same instant loses nothing.
     *
     * @param after {@link RevokedTokens#next} of the part before, or null for the first
     */
    Future<RevokedTokens> revokedSince(Instant since, UUID after);

    /**
     * Trades an API key, or a token of an identity provider, for an access token. Fails with a refusal
     * {@code unauthenticated} for what is not genuine.
     */
    Future<ExchangedToken> exchange(String credential);
}
