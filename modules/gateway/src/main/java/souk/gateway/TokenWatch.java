package souk.gateway;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.config.NodeConfig;
import souk.shared.security.TokenAuthority;
import souk.shared.security.TokenVerifier;

/** Gets the gateway the keys of access tokens. They may come late: until then nobody's token is believed here. */
final class TokenWatch {

    private static final Logger LOG = LogManager.getLogger(TokenWatch.class);
    private static final long PAUSE_MILLIS = Duration.ofSeconds(5).toMillis();

    private final Vertx vertx;
    private final TokenAuthority authority;
    private final NodeConfig.Tokens terms;

    TokenWatch(Vertx vertx, TokenAuthority authority, NodeConfig.Tokens terms) {
        this.vertx = vertx;
        this.authority = authority;
        this.terms = terms;
    }

    /** @param told once, when there is something to tell */
    void begin(Consumer<TokenVerifier> told) {
        TokenVerifier.start(vertx, authority, terms).onSuccess(told::accept).onFailure(failure -> {
            LOG.warn("event=no-token-keys reason=\"{}\"", failure.getMessage());
            vertx.setTimer(PAUSE_MILLIS, tick -> begin(told));
        });
    }
}
