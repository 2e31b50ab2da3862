package souk.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import souk.shared.http.ClientAddress;
import souk.shared.http.RequestTrace;
import souk.shared.security.CredentialExchange;

/**
 * What the gateway says of a client to the services behind it: the address it saw, under a seal, and in the place of an
 * API key a short access token. The key itself goes no further.
 */
public final class Vouching {

    private static final String BEARER = "Bearer ";

    private final Proxies proxies;
    private final ClientAddress address;
    private final CredentialExchange exchange;

    public Vouching(Proxies proxies, ClientAddress address, CredentialExchange exchange) {
        this.proxies = proxies;
        this.address = address;
        this.exchange = exchange;
    }

    /** What goes to the service. Fails with a refusal {@code unauthenticated} for an API key that is not genuine. */
    Future<MultiMap> headers(HttpServerRequest request, RequestTrace trace) {
        var seen = proxies.clientOf(request);
        var headers = HeaderPassing.toUpstream(request, seen, trace);
        headers.set(ClientAddress.SEAL, address.seal(seen, trace.requestId()));
        return apiKey(request)
                .map(key -> exchange.exchange(key)
                        .map(token -> headers.set(HttpHeaders.AUTHORIZATION.toString(), BEARER + token)))
                .orElseGet(() -> Future.succeededFuture(headers));
    }

    /** What goes to the service when the gateway itself asks, on the occasion of a client's request. */
    MultiMap ownHeaders(HttpServerRequest occasion, RequestTrace trace) {
        var seen = proxies.clientOf(occasion);
        return MultiMap.caseInsensitiveMultiMap()
                .set(HttpHeaders.ACCEPT.toString(), "application/json")
                .set(ClientAddress.ADDRESS, seen)
                .set(ClientAddress.SEAL, address.seal(seen, trace.requestId()))
                .set(RequestTrace.REQUEST_ID, trace.requestId())
                .set(RequestTrace.TRACEPARENT, trace.traceparent());
    }

    /** Whether, after a 401, another token may be had for the same key: what it may do can have changed meanwhile. */
    boolean canAskAgain(HttpServerRequest request) {
        var key = apiKey(request);
        key.ifPresent(exchange::forget);
        return key.isPresent();
    }

    private static Optional<String> apiKey(HttpServerRequest request) {
        var credentials = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return credentials.stream()
                .filter(header -> credentials.size() == 1)
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> token.startsWith(CredentialExchange.API_KEY))
                .findFirst();
    }
}
