package souk.gateway;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import souk.gateway.forwarding.Proxies;
import souk.gateway.forwarding.Vouching;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.security.CallerSeal;
import souk.shared.security.CredentialExchange;
import souk.shared.security.ExchangedToken;
import souk.shared.security.RevokedTokens;
import souk.shared.security.TokenAuthority;
import souk.shared.security.TokenKey;

/** Trades the API keys that a test has made known. */
final class StubAuthority implements TokenAuthority {

    static final ClientAddress SEALING = new ClientAddress(new CallerSeal(new byte[32]));

    final Map<String, String> tokens = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();

    Vouching vouching() {
        return new Vouching(Proxies.none(), SEALING, new CredentialExchange(this, InstantSource.system()));
    }

    @Override
    public Future<List<TokenKey>> keys() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
        return Future.succeededFuture(new RevokedTokens(Instant.now(), List.of(), null));
    }

    @Override
    public Future<ExchangedToken> exchange(String credential) {
        asked.incrementAndGet();
        var token = tokens.get(credential);
        return token == null
                ? Future.failedFuture(HttpApi.unauthenticated())
                : Future.succeededFuture(new ExchangedToken(token, Instant.now().plus(Duration.ofMinutes(5))));
    }
}
