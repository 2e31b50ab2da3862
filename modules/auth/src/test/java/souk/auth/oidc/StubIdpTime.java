package souk.auth.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import souk.auth.RunningAuth;

/** Small steps of tests about what changes with time. */
final class StubIdpTime {

    private StubIdpTime() {}

    /** For {@code Map.merge}: moves a time by some seconds. */
    static Object later(Object time, Object seconds) {
        return ((Number) time).longValue() + ((Number) seconds).longValue();
    }

    /** Those in the access token. */
    static List<Object> rolesIn(RunningAuth.Reply loggedIn) {
        var token = loggedIn.json().getString("accessToken");
        var claims = new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
        return claims.getJsonArray("roles", new JsonArray()).stream().toList();
    }
}
