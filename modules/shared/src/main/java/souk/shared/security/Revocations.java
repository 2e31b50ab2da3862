package souk.shared.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.async.Rounds;

/**
 * What of the tokens under way is revoked, as this node knows it. It asks once a second; while the authority is away it
 * keeps what it knows, and no token outlives its own expiry.
 */
final class Revocations {

    private static final long EVERY_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 250;

    /** A row may become visible this long after its time, while its transaction commits. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private static final Logger LOG = LogManager.getLogger(Revocations.class);

    private final TokenAuthority authority;
    private final InstantSource clock;
    private final Map<UUID, Instant> credentials = new ConcurrentHashMap<>();
    private final Map<UUID, Revocation> accounts = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Instant since = Instant.EPOCH;

    Revocations(TokenAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** Completes when everything has been heard once; from then on asks every second. Fails after the patience. */
    Future<Void> follow(Vertx vertx, Duration patience) {
        return first(vertx, clock.instant().plus(patience))
                .onSuccess(heard -> vertx.setPeriodic(EVERY_MILLIS, due -> askAgain()));
    }

    boolean cover(AccessToken token) {
        if (credentials.containsKey(token.caller().credential())) {
            return true;
        }
        var account = accounts.get(token.caller().id());
        return account != null && token.generation() < account.minGeneration();
    }

    Future<Void> ask() {
        var from = since;
        return authority
                .revokedSince(from, null)
                .compose(first -> Rounds.through(first, part -> noted(part, from))
                        .map(heard -> {
                            since = first.asOf().minus(OVERLAP);
                            forgetExpired();
                            return null;
                        }));
    }

    /** Gives the next part, null after the last. */
    private Future<RevokedTokens> noted(RevokedTokens part, Instant from) {
        part.revocations().forEach(this::note);
        return part.next() == null ? Future.succeededFuture() : authority.revokedSince(from, part.next());
    }

    private Future<Void> first(Vertx vertx, Instant end) {
        return ask().recover(failure -> clock.instant().isBefore(end)
                ? vertx.timer(RETRY_MILLIS, TimeUnit.MILLISECONDS).compose(again -> first(vertx, end))
                : Future.failedFuture(new IllegalStateException("Nobody tells which tokens are revoked.", failure)));
    }

    private void askAgain() {
        if (asking.compareAndSet(false, true)) {
            ask().onFailure(failure -> LOG.warn("event=revocations-kept reason=\"{}\"", failure.getMessage()))
                    .onComplete(asked -> asking.set(false));
        }
    }

    private void note(Revocation revocation) {
        if (revocation.credential() != null) {
            credentials.put(revocation.credential(), revocation.expiresAt());
        } else {
            accounts.merge(
                    revocation.account(),
                    revocation,
                    (known, heard) -> heard.minGeneration() >= known.minGeneration() ? heard : known);
        }
    }

    private void forgetExpired() {
        var now = clock.instant();
        credentials.values().removeIf(expiry -> !now.isBefore(expiry));
        accounts.values().removeIf(revocation -> !now.isBefore(revocation.expiresAt()));
    }
}
