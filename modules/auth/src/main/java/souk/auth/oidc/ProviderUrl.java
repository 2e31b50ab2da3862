package souk.auth.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses that secrets and tokens may be sent to: https, and plain http on this machine alone. */
final class ProviderUrl {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private ProviderUrl() {}

    /** What is wrong with it, if anything. */
    static Optional<String> complaint(String url) {
        try {
            var uri = new URI(url);
            if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return Optional.of("must be an address with a host, without user and fragment");
            }
            var safe = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
            return safe ? Optional.empty() : Optional.of("must be https (http is for this machine's loopback only)");
        } catch (URISyntaxException malformed) {
            return Optional.of("is not a URL");
        }
    }

    static boolean hasQuery(String url) {
        return url.indexOf('?') >= 0;
    }
}
