package souk.shared.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The keys that access tokens are signed with. There is always at least one: without a key, {@link JWTAuth} would
 * accept unsigned tokens. Keys once fetched stay usable while their source is away.
 */
public final class TokenKeys {

    static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(30);
    private static final Duration REFRESH = Duration.ofSeconds(60);
    private static final long RETRY_MILLIS = 250;
    private static final Logger LOG = LogManager.getLogger(TokenKeys.class);

    private final Vertx vertx;
    private final TokenAuthority authority;
    private final InstantSource clock;
    private volatile Map<String, JWTAuth> verifiers;
    private Instant nextSearch = Instant.MIN;
    private Future<Void> search = Future.succeededFuture();

    /** @throws IllegalArgumentException if none of the keys is usable */
    TokenKeys(Vertx vertx, TokenAuthority authority, List<TokenKey> keys, InstantSource clock) {
        this.vertx = vertx;
        this.authority = authority;
        this.clock = clock;
        this.verifiers = verifiersOf(keys);
    }

    /** Asks the source until it has a usable key, and from then on once a minute. Fails after the patience. */
    static Future<TokenKeys> await(Vertx vertx, TokenAuthority authority, Duration patience, InstantSource clock) {
        return first(vertx, authority, clock, clock.instant().plus(patience), 0)
                .onSuccess(keys -> vertx.setPeriodic(REFRESH.toMillis(), due -> keys.refetch()));
    }

    private static Future<TokenKeys> first(
            Vertx vertx, TokenAuthority authority, InstantSource clock, Instant end, int failed) {
        return authority
                .keys()
                .map(keys -> new TokenKeys(vertx, authority, keys, clock))
                .recover(failure -> {
                    if (!clock.instant().isBefore(end)) {
                        return Future.failedFuture(
                                new IllegalStateException("There are no keys to verify access tokens with.", failure));
                    }
                    if (failed % 20 == 0) {
                        LOG.warn("event=token-keys-awaited tries={} reason=\"{}\"", failed + 1, failure.getMessage());
                    }
                    return vertx.timer(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                            .compose(again -> first(vertx, authority, clock, end, failed + 1));
                });
    }

    public Set<String> ids() {
        return verifiers.keySet();
    }

    /** Empty if no such key is known, even after asking for it; strangers can make us ask once in 30 s. */
    Future<Optional<JWTAuth>> find(String id) {
        var known = verifiers.get(id);
        return known != null
                ? Future.succeededFuture(Optional.of(known))
                : search().map(done -> Optional.ofNullable(verifiers.get(id)));
    }

    private synchronized Future<Void> search() {
        if (search.isComplete() && !clock.instant().isBefore(nextSearch)) {
            nextSearch = clock.instant().plus(UNKNOWN_KEY_PAUSE);
            search = refetch();
        }
        return search;
    }

    /** Never fails: what is known stays if nothing better is to be had. */
    private Future<Void> refetch() {
        return authority
                .keys()
                .<Void>map(keys -> {
                    verifiers = verifiersOf(keys);
                    return null;
                })
                .recover(failure -> {
                    LOG.warn("event=token-keys-kept reason=\"{}\"", failure.getMessage());
                    return Future.succeededFuture();
                });
    }

    private Map<String, JWTAuth> verifiersOf(List<TokenKey> keys) {
        var usable = new LinkedHashMap<String, JWTAuth>();
        for (var key : keys) {
            if (key.publicKey().isPresent()) {
                usable.put(key.kid(), verifier(key));
            } else {
                LOG.warn("event=token-key-unusable kid={}", key.kid());
            }
        }
        if (usable.isEmpty()) {
            throw new IllegalArgumentException("None of the keys can verify RS256 signatures.");
        }
        return Map.copyOf(usable);
    }

    /** One key each, so that the key a token names is the one it is checked with. Times are checked by the caller. */
    private JWTAuth verifier(TokenKey key) {
        return JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addJwk(new JsonObject()
                                .put("kty", "RSA")
                                .put("use", "sig")
                                .put("alg", TokenKey.ALGORITHM)
                                .put("kid", key.kid())
                                .put("n", key.n())
                                .put("e", key.e()))
                        .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
    }
}
