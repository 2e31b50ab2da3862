package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.security.TokenKey;
import souk.shared.sql.Database;

/**
 * The signing keys that all instances share through the database. The first start makes the first one; what other
 * instances make later is read every few seconds.
 */
public final class SigningKeys {

    private static final long EVERY_MILLIS = 2_000;
    private static final Logger LOG = LogManager.getLogger(SigningKeys.class);

    private final SigningKeyRepository repository;
    private final KeySecret secret;
    private final InstantSource clock;
    private volatile List<Held> held;

    /** @param key open, ready to sign */
    private record Held(SigningKey key, Instant createdAt, Instant activeFrom) {}

    private SigningKeys(
            SigningKeyRepository repository, KeySecret secret, InstantSource clock, List<StoredKey> stored) {
        this.repository = repository;
        this.secret = secret;
        this.clock = clock;
        this.held = opened(stored, Map.of());
    }

    /** Fails with {@link IllegalStateException} if the secret is not the one that the stored keys were sealed with. */
    public static Future<SigningKeys> open(Vertx vertx, Database database, KeySecret secret) {
        var repository = new SigningKeyRepository(database);
        return repository
                .all()
                .compose(known -> known.isEmpty() ? first(vertx, repository, secret) : Future.succeededFuture(known))
                .map(stored -> new SigningKeys(repository, secret, InstantSource.system(), stored));
    }

    private static Future<List<StoredKey>> first(Vertx vertx, SigningKeyRepository repository, KeySecret secret) {
        return vertx.executeBlocking(SigningKey::generate)
                .compose(key -> repository.insertFirst(SealedKey.seal(key, secret)))
                .onSuccess(stored ->
                        LOG.info("event=signing-key kid={}", stored.get(0).kid()));
    }

    /** Reads every few seconds what other instances did. */
    public void follow(Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, due -> reload());
    }

    /** Never fails: what is known stays if nothing better is to be had. */
    public Future<Void> reload() {
        return repository
                .all()
                .<Void>map(stored -> {
                    var known = new HashMap<String, SigningKey>();
                    held.forEach(one -> known.put(one.key().kid(), one.key()));
                    held = opened(stored, known);
                    return null;
                })
                .otherwise(failure -> {
                    LOG.warn("event=signing-keys-kept reason=\"{}\"", failure.getMessage());
                    return null;
                });
    }

    /** The one to sign with. */
    public SigningKey current() {
        var now = clock.instant();
        var known = held;
        return known.stream()
                .filter(one -> !one.activeFrom().isAfter(now))
                .findFirst()
                .orElse(known.get(known.size() - 1))
                .key();
    }

    /** All with which a token may be signed, now or soon; the one in use first. */
    public List<TokenKey> published() {
        var current = current().kid();
        return held.stream()
                .map(Held::key)
                .sorted((one, other) ->
                        Boolean.compare(other.kid().equals(current), one.kid().equals(current)))
                .map(SigningKey::published)
                .toList();
    }

    /** The one that was made last; it may not sign yet. */
    String newest() {
        return held.get(0).key().kid();
    }

    Instant newestSince() {
        return held.get(0).createdAt();
    }

    private List<Held> opened(List<StoredKey> stored, Map<String, SigningKey> known) {
        if (stored.isEmpty()) {
            throw new IllegalStateException("There is no signing key.");
        }
        return stored.stream()
                .map(key -> new Held(
                        known.containsKey(key.kid())
                                ? known.get(key.kid())
                                : key.sealed().open(secret),
                        key.createdAt(),
                        key.activeFrom()))
                .toList();
    }
}
