package souk.shared.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.authentication.TokenCredentials;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.config.NodeConfig;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/**
 * The one place where an access token is believed. Verified tokens are remembered by their hash until they expire or
 * their key goes, so that a client pays for its signature once.
 */
public final class TokenVerifier implements Authenticator {

    /** How long a service waits at its start for the first key. */
    public static final Duration PATIENCE = Duration.ofSeconds(50);

    static final int LONGEST = 8 * 1024;
    private static final int REMEMBERED = 20_000;
    private static final Logger LOG = LogManager.getLogger(TokenVerifier.class);

    private final TokenKeys keys;
    private final Revocations revocations;
    private final NodeConfig.Tokens terms;
    private final InstantSource clock;
    private final Cache<ByteBuffer, AccessToken> remembered;

    TokenVerifier(TokenKeys keys, Revocations revocations, NodeConfig.Tokens terms, InstantSource clock) {
        this.keys = keys;
        this.revocations = revocations;
        this.terms = terms;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<ByteBuffer, AccessToken>creating(
                        (hash, token) -> Duration.between(clock.instant(), token.expires())))
                .executor(Runnable::run)
                .build();
    }

    /**
     * Waits for the keys and the revocations, and then tries to fool the verifier. Fails if no usable key comes within
     * {@link #PATIENCE} or if a forged token is accepted; a service must not become ready then.
     */
    public static Future<TokenVerifier> start(Vertx vertx, TokenAuthority authority, NodeConfig.Tokens terms) {
        return start(vertx, authority, terms, PATIENCE, InstantSource.system());
    }

    static Future<TokenVerifier> start(
            Vertx vertx, TokenAuthority authority, NodeConfig.Tokens terms, Duration patience, InstantSource clock) {
        var revocations = new Revocations(authority, clock);
        return TokenKeys.await(vertx, authority, patience, clock)
                .compose(keys -> revocations.follow(vertx, patience).map(keys))
                .compose(keys -> {
                    var verifier = new TokenVerifier(keys, revocations, terms, clock);
                    return Forgeries.make(vertx, terms, keys.ids(), clock.instant())
                            .compose(forgeries -> forgeries.mustBeRefusedBy(verifier))
                            .map(refused -> verifier);
                });
    }

    @Override
    public Future<Caller> authenticate(String bearerToken) {
        if (bearerToken.length() > LONGEST) {
            return refused("it is too long");
        }
        var hash = hash(bearerToken);
        var known = remembered.getIfPresent(hash);
        if (known != null
                && clock.instant().isBefore(known.expires())
                && keys.ids().contains(known.keyId())) {
            return believed(known);
        }
        try {
            return verify(bearerToken, hash, AccessToken.read(bearerToken, terms, clock.instant()));
        } catch (RuntimeException unacceptable) {
            return refused(unacceptable.getMessage());
        }
    }

    private Future<Caller> believed(AccessToken token) {
        return revocations.cover(token) ? refused("it is revoked") : Future.succeededFuture(token.caller());
    }

    private Future<Caller> verify(String bearerToken, ByteBuffer hash, AccessToken token) {
        return keys.find(token.keyId()).compose(key -> {
            if (key.isEmpty()) {
                return refused("kid");
            }
            return key.get()
                    .authenticate(new TokenCredentials(bearerToken))
                    .map(genuine -> {
                        remembered.put(hash, token);
                        return token;
                    })
                    .compose(this::believed)
                    .recover(forged -> refused(forged.getMessage()));
        });
    }

    private static Future<Caller> refused(String reason) {
        LOG.debug("event=token-refused reason=\"{}\"", reason);
        return Future.failedFuture(Problem.of(ProblemCode.UNAUTHENTICATED, "The token is not valid.")
                .refusal());
    }

    static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
