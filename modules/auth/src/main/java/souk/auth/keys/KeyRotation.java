package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.shared.sql.Database;

/** Gives signing keys successors, by age and by command, and retires those that nothing is signed with any more. */
public final class KeyRotation {

    private static final Act NOBODY = new Act(null, null, null, null, null);
    private static final Logger LOG = LogManager.getLogger(KeyRotation.class);

    private final Vertx vertx;
    private final Database database;
    private final SigningKeyRepository repository;
    private final SigningKeys keys;
    private final Terms terms;
    private final AuditRepository audit;

    /** @param secret that private halves are sealed with */
    public record Terms(KeyTerms times, KeySecret secret) {}

    public KeyRotation(Vertx vertx, Database database, SigningKeys keys, Terms terms, AuditRepository audit) {
        this.vertx = vertx;
        this.database = database;
        this.repository = new SigningKeyRepository(database);
        this.keys = keys;
        this.terms = terms;
        this.audit = audit;
    }

    Future<List<KeyStatus>> status() {
        return repository.status();
    }

    /**
     * Makes a successor for the key in use, which signs after the lead time or at once. One that is published already
     * is taken instead of another new one, so that this may be repeated.
     */
    Future<List<KeyStatus>> rotate(boolean immediately, Act act) {
        var newest = keys.newest();
        return vertx.executeBlocking(SigningKey::generate)
                .compose(key -> database.transaction(connection -> repository
                        .lock(connection)
                        .compose(locked ->
                                immediately ? repository.activateNext(connection) : Future.succeededFuture(false))
                        .compose(activated -> activated
                                ? noted(connection, act, "activated")
                                : succeed(connection, key, newest, immediately ? Duration.ZERO : lead(), act))))
                .compose(done -> keys.reload())
                .compose(reloaded -> repository.status());
    }

    /** To be called now and then, on any number of instances: one of them makes the successor. Gives how many retired. */
    public Future<Integer> maintain() {
        var age = Duration.between(keys.newestSince(), InstantSource.system().instant());
        return (age.compareTo(terms.times().rotateAfter()) < 0
                        ? Future.succeededFuture()
                        : rotate(false, NOBODY).mapEmpty())
                .compose(young -> repository.retire(terms.times().kept()))
                .compose(retired -> {
                    retired.forEach(kid -> LOG.info("event=signing-key-retired kid={}", kid));
                    return retired.isEmpty()
                            ? Future.succeededFuture(0)
                            : keys.reload().map(retired.size());
                });
    }

    private Duration lead() {
        return terms.times().lead();
    }

    private Future<Void> succeed(SqlConnection connection, SigningKey key, String newest, Duration lead, Act act) {
        return repository
                .insertSuccessor(connection, SealedKey.seal(key, terms.secret()), newest, lead)
                .compose(made -> made ? noted(connection, act, key.kid()) : Future.succeededFuture());
    }

    private Future<Void> noted(SqlConnection connection, Act act, String successor) {
        var by = act == NOBODY ? "age" : "command";
        LOG.info("event=signing-key-rotated successor={} by={}", successor, by);
        return audit.record(
                connection, act.success("signing-key.rotated", null, Map.of("successor", successor, "by", by)));
    }
}
