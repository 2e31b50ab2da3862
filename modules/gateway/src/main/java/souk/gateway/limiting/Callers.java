package souk.gateway.limiting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import souk.shared.security.Authenticator;
import souk.shared.security.Caller;
import souk.shared.security.CredentialExchange;

/**
 * Tells at once whom a request counts for. Good credentials are remembered for a while by their hash; what has not been
 * verified, or cannot be at this moment, counts for the address that it comes from. Confined to one event loop.
 */
final class Callers {

    private static final String BEARER = "Bearer ";
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 20_000;

    private final Cache<ByteBuffer, Client> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private final MessageDigest sha256;
    private Authenticator authenticator;

    Callers() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Until then everybody counts by address. */
    void believe(Authenticator known) {
        authenticator = known;
    }

    /** @param mayLook whether credentials that are new here may be looked at, which takes time; asked with the address */
    Client of(HttpServerRequest request, String address, BiPredicate<Policy, String> mayLook) {
        var token = authenticator == null ? null : bearerOf(request);
        if (token == null) {
            return Client.anonymous(address);
        }
        var hash = ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        var client = known.getIfPresent(hash);
        if (client == null && mayLook.test(Policy.NEW_CREDENTIALS, address)) {
            client = look(token, hash).orElse(null);
        }
        return client == null ? Client.anonymous(address) : client;
    }

    /** Empty if it is not good, or if somebody else has to be asked: then it may be known by the next request. */
    private Optional<Client> look(String token, ByteBuffer hash) {
        var answer = authenticator
                .authenticate(token)
                .map(caller -> clientOf(token, caller))
                .onSuccess(client -> known.put(hash, client));
        return answer.succeeded() ? Optional.of(answer.result()) : Optional.empty();
    }

    private static Client clientOf(String token, Caller caller) {
        return token.startsWith(CredentialExchange.API_KEY)
                ? new Client(Policy.API_KEY, caller.credential().toString())
                : new Client(Policy.USER, caller.id().toString());
    }

    /** Null for none, and for more than one. */
    private static String bearerOf(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null
                        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && request.headers().getAll(HttpHeaders.AUTHORIZATION).size() == 1
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
