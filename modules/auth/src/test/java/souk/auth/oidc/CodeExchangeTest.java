package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.config.Secret;

/** How we say who we are when we bring a code. */
class CodeExchangeTest {

    private static final Optional<Secret> SECRET = Optional.of(new Secret(StubIdp.SECRET));

    private Vertx vertx;
    private StubIdp idp;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        idp = StubIdp.start();
        idp.hasIdToken("a.b.c");
    }

    @AfterEach
    void close() {
        await(vertx.close());
        idp.close();
    }

    @Test
    void showsTheSecretInTheHeaderWhereverThatIsTaken() {
        supports("client_secret_post", "client_secret_basic");

        var asked = exchange(SECRET);

        assertThat(asked.getHeader("authorization")).isEqualTo(StubIdp.basic(StubIdp.CLIENT, StubIdp.SECRET));
        assertThat(asked.formAttributes().names()).doesNotContain("client_secret", "client_id");
    }

    @Test
    void showsTheSecretInTheBodyOnlyWhereItMust() {
        supports("private_key_jwt", "client_secret_post");

        var asked = exchange(SECRET);

        assertThat(asked.getHeader("authorization")).isNull();
        assertThat(asked.getFormAttribute("client_secret")).isEqualTo(StubIdp.SECRET);
        assertThat(asked.getFormAttribute("client_id")).isEqualTo(StubIdp.CLIENT);
    }

    @Test
    void isAPublicClientWithoutASecret() {
        var asked = exchange(Optional.empty());

        assertThat(asked.getHeader("authorization")).isNull();
        assertThat(asked.getFormAttribute("client_id")).isEqualTo(StubIdp.CLIENT);
        assertThat(asked.getFormAttribute("code_verifier")).isEqualTo("the verifier");
    }

    private void supports(String... methods) {
        var document = idp.discovery().put("token_endpoint_auth_methods_supported", JsonArray.of((Object[]) methods));
        idp.misbehave("/.well-known/openid-configuration", request -> StubIdp.json(request, document));
    }

    private HttpServerRequest exchange(Optional<Secret> secret) {
        var config = new ProviderConfig(
                "stub",
                idp.issuer(),
                StubIdp.CLIENT,
                secret,
                Optional.empty(),
                "openid",
                Optional.empty(),
                Map.of(),
                "http://127.0.0.1:8080/oidc/stub/callback",
                Optional.empty());
        var http = new IdpHttp(vertx);
        var provider = new Provider(config, http, InstantSource.system());
        assertThat(await(new CodeExchange(http).idToken(provider, "c0de", "the verifier")))
                .isEqualTo("a.b.c");
        assertThat(idp.codesGiven).containsExactly("c0de");
        return idp.tokenRequests.remove();
    }
}
