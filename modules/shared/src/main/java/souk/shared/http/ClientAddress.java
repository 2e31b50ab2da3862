package souk.shared.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import souk.shared.security.CallerSeal;

/**
 * Where a request comes from. A gateway writes the address it saw into {@code X-Forwarded-For} and seals it for this one
 * request; without a genuine seal the header is anybody's word and the connection's own address counts.
 */
public final class ClientAddress {

    public static final String ADDRESS = "x-forwarded-for";
    public static final String SEAL = "x-souk-client-seal";

    private static final String PURPOSE = "client address";

    private final Optional<CallerSeal> seal;

    public ClientAddress(CallerSeal seal) {
        this(Optional.of(seal));
    }

    private ClientAddress(Optional<CallerSeal> seal) {
        this.seal = seal;
    }

    /** Where no gateway can vouch for anything: always the address of the connection. */
    public static ClientAddress ofConnection() {
        return new ClientAddress(Optional.empty());
    }

    /** What a gateway sends along as {@link #SEAL}. */
    public String seal(String address, String requestId) {
        return seal.map(known -> known.seal(address, PURPOSE, requestId)).orElse("");
    }

    String of(HttpServerRequest request, String requestId) {
        var vouched = request.getHeader(ADDRESS);
        return seal.filter(known -> known.isGenuine(request.getHeader(SEAL), vouched, PURPOSE, requestId))
                .map(genuine -> vouched)
                .orElseGet(() -> request.remoteAddress().hostAddress());
    }
}
