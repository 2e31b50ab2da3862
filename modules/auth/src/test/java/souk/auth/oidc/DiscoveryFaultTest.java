package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.auth.RunningAuth;
import souk.shared.problem.Trouble;

/** A provider that is slow, or not itself, is as good as away. */
class DiscoveryFaultTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private static Vertx vertx;
    private static StubIdp idp;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        idp = StubIdp.start();
    }

    @AfterAll
    static void close() {
        RunningAuth.await(vertx.close());
        idp.close();
    }

    @AfterEach
    void behave() {
        idp.behave();
    }

    static Stream<Arguments> discoveries() {
        return Stream.of(
                fault("slow", request -> {}),
                fault("dripping", request -> request.response().setChunked(true).write("{\"issuer\":")),
                fault("huge", request -> answer(request, "padding", "x".repeat(IdpHttp.LONGEST_ANSWER))),
                fault("error", request -> request.response().setStatusCode(500).end()),
                fault("not JSON", request -> request.response().end("<html>")),
                fault("JSON but no object", request -> request.response().end("[]")),
                fault(
                        "redirected",
                        request -> request.response()
                                .setStatusCode(302)
                                .putHeader("location", "/real")
                                .end()),
                fault("hanging up", request -> request.connection().close()),
                fault("another issuer", request -> answer(request, "issuer", "https://evil.example")),
                fault("no issuer", request -> answer(request, "issuer", null)),
                fault("no keys", request -> answer(request, "jwks_uri", null)),
                fault(
                        "token endpoint in the clear",
                        request -> answer(request, "token_endpoint", "http://example.org/t")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void discoveries(String name, Handler<HttpServerRequest> discovery) {
        idp.misbehave(DISCOVERY, discovery);
        var began = System.nanoTime();

        var asked = provider().endpoints().transform(Future::succeededFuture);

        assertThat(RunningAuth.await(asked).cause()).isInstanceOf(Trouble.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(2_900));
    }

    @Test
    void takesNoKeyThatIsTooShortOrForEncryption() {
        idp.misbehave("/jwks", request -> request.response().end("""
                {"keys": [
                  {"kty": "RSA", "use": "enc", "kid": "first", "n": "AQAB", "e": "AQAB"},
                  {"kty": "RSA", "use": "sig", "kid": "first", "n": "AQAB", "e": "AQAB"},
                  {"kty": "oct", "kid": "first", "k": "AQAB"},
                  7]}"""));
        var token = idp.accessToken("somebody", claims -> {});

        var verified = provider().verify(token, any -> {}).transform(Future::succeededFuture);

        assertThat(RunningAuth.await(verified).cause()).isInstanceOf(Trouble.class);
    }

    private static Provider provider() {
        var config = new ProviderConfig(
                "stub",
                idp.issuer(),
                StubIdp.CLIENT,
                Optional.empty(),
                Optional.of(StubIdp.AUDIENCE),
                "openid",
                Optional.empty(),
                Map.of(),
                "http://127.0.0.1:8080/oidc/stub/callback",
                Optional.empty());
        return new Provider(config, new IdpHttp(vertx), InstantSource.system());
    }

    private static Arguments fault(String name, Handler<HttpServerRequest> answer) {
        return Arguments.of(name, answer);
    }

    private static void answer(HttpServerRequest request, String member, String value) {
        var site = "http://" + request.getHeader("host");
        var document = new JsonObject()
                .put("issuer", site)
                .put("authorization_endpoint", site + "/authorize")
                .put("token_endpoint", site + "/token")
                .put("jwks_uri", site + "/jwks")
                .put(member, value);
        StubIdp.json(request, document);
    }
}
