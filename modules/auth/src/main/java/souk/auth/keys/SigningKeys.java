package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.security.TokenKey;
import souk.shared.sql.Database;

/** The signing keys that all instances share through the database. The first start makes the first one. */
public final class SigningKeys {

    private static final Logger LOG = LogManager.getLogger(SigningKeys.class);

    private final List<SigningKey> keys;

    private SigningKeys(List<SigningKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** Fails with {@link IllegalStateException} if the secret is not the one that the stored keys were sealed with. */
    public static Future<SigningKeys> open(Vertx vertx, Database database, KeySecret secret) {
        var repository = new SigningKeyRepository(database);
        return repository
                .all()
                .compose(known -> known.isEmpty() ? first(vertx, repository, secret) : Future.succeededFuture(known))
                .map(stored -> new SigningKeys(
                        stored.stream().map(key -> key.open(secret)).toList()));
    }

    private static Future<List<SealedKey>> first(Vertx vertx, SigningKeyRepository repository, KeySecret secret) {
        return vertx.executeBlocking(SigningKey::generate)
                .compose(key -> repository.insertFirst(SealedKey.seal(key, secret)))
                .onSuccess(stored ->
                        LOG.info("event=signing-key kid={}", stored.get(0).kid()));
    }

    /** The one to sign with. */
    public SigningKey current() {
        return keys.get(0);
    }

    /** All with which a token may still be signed. */
    public List<TokenKey> published() {
        return keys.stream().map(SigningKey::published).toList();
    }
}
