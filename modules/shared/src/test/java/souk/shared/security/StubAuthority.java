package souk.shared.security;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import souk.shared.http.HttpApi;

/** Says what a test has told it. */
class StubAuthority implements TokenAuthority {

    final List<Revocation> revoked = new ArrayList<>();
    final List<Instant> askedSince = new ArrayList<>();
    final Map<String, ExchangedToken> exchanged = new ConcurrentHashMap<>();
    final AtomicInteger exchanges = new AtomicInteger();
    Instant asOf = Instant.EPOCH;
    private final Supplier<Future<List<TokenKey>>> keys;

    StubAuthority(Supplier<Future<List<TokenKey>>> keys) {
        this.keys = keys;
    }

    @Override
    public Future<List<TokenKey>> keys() {
        return keys.get();
    }

    @Override
    public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
        askedSince.add(since);
        return Future.succeededFuture(new RevokedTokens(asOf, revoked, null));
    }

    @Override
    public Future<ExchangedToken> exchange(String credential) {
        exchanges.incrementAndGet();
        var token = exchanged.get(credential);
        return token == null ? Future.failedFuture(HttpApi.unauthenticated()) : Future.succeededFuture(token);
    }
}
