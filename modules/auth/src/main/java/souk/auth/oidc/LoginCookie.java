package souk.auth.oidc;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import souk.shared.http.ApiRequest;

/**
 * Ties a log-in under way to the browser that began it. {@code __Host-} keeps other hosts and plain http from setting
 * it, {@code SameSite=Lax} other sites from sending it but by a link, which is how the provider sends people back.
 */
final class LoginCookie {

    static final String NAME = "__Host-souk-oidc";
    static final String CLEARED = NAME + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax";

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private LoginCookie() {}

    static String set(String value) {
        var seconds = LoginAttemptRepository.KEPT.toSeconds();
        return NAME + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Lax";
    }

    /** None if there are several: somebody has planted one. */
    static Optional<String> of(ApiRequest request) {
        var ours = request.header("cookie").stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .toList();
        return ours.size() == 1 && VALUE.matcher(ours.get(0)).matches() ? Optional.of(ours.get(0)) : Optional.empty();
    }
}
