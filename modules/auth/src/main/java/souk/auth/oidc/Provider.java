package souk.auth.oidc;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.problem.Trouble;

/**
 * An identity provider. It is first asked when it is first needed; until it answers, everything here fails with
 * {@link Trouble}. Confined to one event loop.
 */
final class Provider {

    private static final Logger LOG = LogManager.getLogger(Provider.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProviderConfig config;
    private final TokenRules rules;
    private final IdpHttp http;
    private final InstantSource clock;
    private final ForeignKeys keys;
    private Endpoints known;
    private Future<Endpoints> discovery;
    private Instant asked = Instant.EPOCH;

    Provider(ProviderConfig config, IdpHttp http, InstantSource clock) {
        this.config = config;
        this.rules = new TokenRules(config, clock);
        this.http = http;
        this.clock = clock;
        this.keys = new ForeignKeys(config.name(), http, clock);
    }

    ProviderConfig config() {
        return config;
    }

    String name() {
        return config.name();
    }

    TokenRules rules() {
        return rules;
    }

    /** Where it is to be asked for what. */
    Future<Endpoints> endpoints() {
        if (known != null) {
            return Future.succeededFuture(known);
        }
        if (discovery == null || discovery.isComplete() && !clock.instant().isBefore(asked.plus(PAUSE))) {
            discovery = discover();
        }
        return discovery;
    }

    /** To be called now and then. What is known stays if nothing better is to be had; never fails. */
    Future<Void> refresh() {
        return known == null
                ? Future.succeededFuture()
                : discover().otherwise(known).compose(endpoints -> keys.refresh(endpoints.jwks()));
    }

    /**
     * A token that came from anywhere. Fails with {@link Untrusted} unless the provider signed it and the check, which
     * is tried first, does not throw.
     */
    Future<Claims> verify(String token, Consumer<ForeignToken> check) {
        return verify(token, check, ForeignKeys.PAUSE_FOR_STRANGERS);
    }

    /** As {@link #verify(String, Consumer)}, for a token that the provider itself has just handed over. */
    Future<Claims> verifyHandedOver(String token, Consumer<ForeignToken> check) {
        return verify(token, check, ForeignKeys.PAUSE_FOR_PROVIDER);
    }

    private Future<Claims> verify(String token, Consumer<ForeignToken> check, Duration pause) {
        try {
            var parsed = ForeignToken.parse(token);
            check.accept(parsed);
            return endpoints()
                    .compose(endpoints -> keys.find(parsed.keyId(), endpoints.jwks(), pause))
                    .map(key -> {
                        Untrusted.unless(key.isPresent(), "kid");
                        Untrusted.unless(key.get().signed(parsed), "signature");
                        return parsed.claims();
                    });
        } catch (Untrusted refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Endpoints> discover() {
        asked = clock.instant();
        var issuer = config.issuer();
        var site = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return http.get(site + DISCOVERY)
                .map(reply -> Endpoints.read(reply, issuer))
                .onSuccess(found -> {
                    if (known == null) {
                        LOG.info("event=oidc-provider-found provider={}", config.name());
                    }
                    known = found;
                })
                .onFailure(failure -> LOG.warn(
                        "event=oidc-provider-away provider={} reason=\"{}\"", config.name(), failure.getMessage()));
    }

    @Override
    public String toString() {
        return config.name();
    }
}
