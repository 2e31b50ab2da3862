package souk.auth.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names and values as {@code application/x-www-form-urlencoded}, for bodies and queries. */
final class Form {

    private final StringBuilder encoded = new StringBuilder();

    Form with(String name, String value) {
        if (encoded.length() > 0) {
            encoded.append('&');
        }
        encoded.append(encode(name)).append('=').append(encode(value));
        return this;
    }

    String encoded() {
        return encoded.toString();
    }

    /** The address with these in its query, whether it has one already or not. */
    String appendedTo(String url) {
        return url + (url.indexOf('?') < 0 ? "?" : "&") + encoded;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "a form";
    }
}
