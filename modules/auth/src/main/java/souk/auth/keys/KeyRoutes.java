package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import souk.auth.audit.Act;
import souk.shared.contract.PublishedKeys;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Page;
import souk.shared.http.Rule;
import souk.shared.security.Permission;
import souk.shared.security.TokenKey;

/** The public keys for whoever verifies our tokens outside of the cluster, and the rotation for administrators. */
public final class KeyRoutes {

    private static final String API = "/api/v1";
    private static final String KEY_SET = "/.well-known/jwks.json";
    private static final String METADATA = "/.well-known/openid-configuration";

    private static final List<String> CLAIMS =
            List.of("iss", "aud", "sub", "jti", "iat", "exp", "username", "roles", "scope", "sid", "gen");

    private final SigningKeys keys;
    private final KeyRotation rotation;
    private final Metadata metadata;

    /**
     * What is true of us in terms of OpenID Connect Discovery and RFC 8414: there are access tokens and keys to verify
     * them with, but no authorization endpoint, no grants and no ID tokens.
     */
    private record Metadata(
            String issuer,
            String jwks_uri,
            List<String> response_types_supported,
            List<String> grant_types_supported,
            List<String> access_token_signing_alg_values_supported,
            List<String> claims_supported) {

        static Metadata of(String issuer) {
            var address = issuer.matches("https?://.*") ? issuer.replaceFirst("/$", "") : "";
            return new Metadata(issuer, address + KEY_SET, List.of(), List.of(), List.of(TokenKey.ALGORITHM), CLAIMS);
        }
    }

    /** @param issuer as in the tokens; if it is an address, the keys are found there */
    public KeyRoutes(SigningKeys keys, KeyRotation rotation, String issuer) {
        this.keys = keys;
        this.rotation = rotation;
        this.metadata = Metadata.of(issuer);
    }

    public void mount(HttpApi api) {
        for (var base : List.of(API, "")) {
            api.on(HttpMethod.GET, base + KEY_SET, Rule.anyone(), this::keySet);
            api.on(HttpMethod.GET, base + METADATA, Rule.anyone(), this::metadata);
        }
        api.on(HttpMethod.GET, API + "/signing-keys", Rule.permission(Permission.READ_KEYS), this::list);
        api.on(HttpMethod.POST, API + "/signing-keys/rotate", Rule.permission(Permission.WRITE_KEYS), this::rotate);
    }

    private Future<Answer> keySet(ApiRequest request) {
        return Future.succeededFuture(kept(Answer.ok(new PublishedKeys(keys.published()))));
    }

    private Future<Answer> metadata(ApiRequest request) {
        return Future.succeededFuture(kept(Answer.ok(metadata)));
    }

    private Future<Answer> list(ApiRequest request) {
        request.query().done();
        return rotation.status().map(KeyRoutes::page);
    }

    private Future<Answer> rotate(ApiRequest request) {
        var fields = request.optionalJson();
        var immediately = fields.optionalFlag("immediately").orElse(false);
        fields.done();
        return rotation.rotate(immediately, Act.of(request)).map(KeyRoutes::page);
    }

    private static Answer page(List<KeyStatus> all) {
        return Answer.ok(new Page<>(all, null));
    }

    private static Answer kept(Answer answer) {
        return answer.header("cache-control", "public, max-age=300");
    }
}
