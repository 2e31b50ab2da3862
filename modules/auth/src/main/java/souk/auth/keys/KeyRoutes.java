package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.shared.contract.PublishedKeys;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;

/** The public keys for whoever verifies our tokens outside of the cluster. */
public final class KeyRoutes {

    private final SigningKeys keys;

    public KeyRoutes(SigningKeys keys) {
        this.keys = keys;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.GET, "/api/v1/.well-known/jwks.json", Rule.anyone(), this::keySet);
        api.on(HttpMethod.GET, "/.well-known/jwks.json", Rule.anyone(), this::keySet);
    }

    private Future<Answer> keySet(ApiRequest request) {
        return Future.succeededFuture(
                Answer.ok(new PublishedKeys(keys.published())).header("cache-control", "public, max-age=300"));
    }
}
