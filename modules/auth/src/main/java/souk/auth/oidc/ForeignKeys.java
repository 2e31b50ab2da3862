package souk.auth.oidc;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/**
 * The keys of one provider. A key that is not known makes us ask, but not as often as strangers like; what is known
 * stays while the provider is away, and goes when it says so. Confined to one event loop.
 */
final class ForeignKeys {

    /** Between two searches for keys that tokens from anywhere name. */
    static final Duration PAUSE_FOR_STRANGERS = Duration.ofSeconds(30);

    /** Between two searches for keys of tokens that came straight from the provider. */
    static final Duration PAUSE_FOR_PROVIDER = Duration.ofSeconds(1);

    private static final Logger LOG = LogManager.getLogger(ForeignKeys.class);

    private final String provider;
    private final IdpHttp http;
    private final InstantSource clock;
    private Map<String, ForeignKey> keys = Map.of();
    private Instant searched = Instant.EPOCH;
    private Future<Void> search = Future.succeededFuture();

    ForeignKeys(String provider, IdpHttp http, InstantSource clock) {
        this.provider = provider;
        this.http = http;
        this.clock = clock;
    }

    /** Empty if the provider has no such key, as far as we know. Fails with {@link Trouble} if we know none at all. */
    Future<Optional<ForeignKey>> find(String kid, String jwksUri, Duration pause) {
        var known = keys.get(kid);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        if (search.isComplete()
                && !clock.instant().isBefore(searched.plus(keys.isEmpty() ? PAUSE_FOR_PROVIDER : pause))) {
            refresh(jwksUri);
        }
        return search.transform(done -> keys.isEmpty()
                ? Future.failedFuture(Trouble.because("no keys of identity provider " + provider))
                : Future.succeededFuture(Optional.ofNullable(keys.get(kid))));
    }

    /** Never fails: what is known stays if nothing better is to be had. */
    Future<Void> refresh(String jwksUri) {
        searched = clock.instant();
        search = http.get(jwksUri)
                .map(ForeignKeys::read)
                .<Void>map(fetched -> {
                    keys = fetched;
                    return null;
                })
                .recover(failure -> {
                    LOG.warn("event=oidc-keys-kept provider={} reason=\"{}\"", provider, failure.getMessage());
                    return Future.succeededFuture();
                });
        return search;
    }

    private static Map<String, ForeignKey> read(IdpHttp.Reply reply) {
        if (reply.status() != 200) {
            throw Trouble.because("keys answered with status " + reply.status());
        }
        try {
            var usable = new LinkedHashMap<String, ForeignKey>();
            for (var jwk : StrictJson.parse(reply.body()).path("keys")) {
                ForeignKey.of(jwk).ifPresent(key -> usable.putIfAbsent(key.kid(), key));
            }
            if (usable.isEmpty()) {
                throw Trouble.because("no usable key among those published");
            }
            return Map.copyOf(usable);
        } catch (Refusal malformed) {
            throw Trouble.because("the keys are not JSON");
        }
    }
}
