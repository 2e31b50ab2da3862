package souk.shared.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

/**
 * Turns API keys and tokens of identity providers into short access tokens, and remembers them by the credential's hash
 * for as long as the token lives. A refusal is remembered for two seconds, so that a wrong key cannot keep the
 * authority busy. Calls for the same credential at the same time are one call.
 */
public final class CredentialExchange {

    /** What an API key begins with; no token of any issuer does. */
    public static final String API_KEY = "souk_";

    private static final int LONGEST = 8 * 1024;
    private static final int REMEMBERED = 20_000;
    private static final Duration REFUSAL_KEPT = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final TokenAuthority authority;
    private final InstantSource clock;
    private final Cache<ByteBuffer, Outcome> remembered;

    private record Outcome(Future<ExchangedToken> token) {}

    public CredentialExchange(TokenAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<ByteBuffer, Outcome>creating((hash, outcome) -> life(outcome)))
                .executor(Runnable::run)
                .build();
    }

    /** The access token that stands in for the credential. Fails with a refusal {@code unauthenticated}. */
    public Future<String> exchange(String credential) {
        if (credential.length() > LONGEST) {
            return Future.failedFuture(refusal());
        }
        var hash = TokenVerifier.hash(credential);
        var known = remembered.getIfPresent(hash);
        var outcome = known != null && !stale(known) ? known : ask(credential, hash);
        return outcome.token().map(ExchangedToken::accessToken);
    }

    /** The token that was given for it turned out to be revoked: another may be had. */
    public void forget(String credential) {
        remembered.invalidate(TokenVerifier.hash(credential));
    }

    private Outcome ask(String credential, ByteBuffer hash) {
        var asked = new Outcome(authority.exchange(credential));
        remembered.put(hash, asked);
        asked.token().onComplete(answered -> {
            var worthKeeping = answered.succeeded() || answered.cause() instanceof Refusal;
            if (remembered.asMap().remove(hash, asked) && worthKeeping) {
                remembered.put(hash, new Outcome(asked.token()));
            }
        });
        return asked;
    }

    private boolean stale(Outcome outcome) {
        return outcome.token().succeeded()
                && !clock.instant()
                        .isBefore(outcome.token().result().expiresAt().minus(MARGIN));
    }

    private Duration life(Outcome outcome) {
        return outcome.token().succeeded()
                ? Duration.between(
                        clock.instant(), outcome.token().result().expiresAt().minus(MARGIN))
                : REFUSAL_KEPT;
    }

    private static Refusal refusal() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "The token is not valid.")
                .refusal();
    }
}
