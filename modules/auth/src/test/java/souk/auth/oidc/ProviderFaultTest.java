package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.auth.oidc.Guests.asIs;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.auth.RunningAuth;

/** A provider that is away or out of order is a 503 for those who need it, and for nobody else. */
class ProviderFaultTest {

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests();
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void startsWithoutTheProviderAndFindsItLater() {
        guests.idp.down();
        assertThat(logInPage().status()).isEqualTo(503);
        assertThat(guests.auth.get("/api/v1/oidc", Map.of()).status()).isEqualTo(200);

        guests.idp.up();

        await().untilAsserted(() -> assertThat(logInPage().status()).isEqualTo(302));
    }

    @Test
    void asksAProviderThatNamesItselfToDoSo() {
        var document = guests.idp.discovery().put("authorization_response_iss_parameter_supported", true);
        guests.idp.misbehave("/.well-known/openid-configuration", request -> StubIdp.json(request, document));
        var begun = guests.begin();
        guests.idp.hasIdToken(guests.idp.idToken("named", begun.nonce(), asIs()));
        assertThat(guests.comeBack(begun).status()).isEqualTo(401);

        var again = guests.begin();
        guests.idp.hasIdToken(guests.idp.idToken("named", again.nonce(), asIs()));
        var query = "code=c&iss=" + Form.encode(guests.idp.issuer()) + "&state=" + again.state();
        assertThat(guests.comeBack("stub", Map.of("cookie", again.cookie()), query)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsItsOwnTroubleFromATokenThatIsWrong() {
        guests.idp.down();

        assertThat(guests.auth
                        .profile(guests.idp.accessToken("anybody", asIs()))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void keepsTheKeysWhileTheProviderIsAway() {
        var token = guests.idp.accessToken("faithful", asIs());
        assertThat(guests.auth
                        .profile(guests.idp.accessToken("faithful", asIs()))
                        .status())
                .isEqualTo(200);

        guests.idp.down();

        assertThat(guests.auth.profile(token).status()).isEqualTo(200);
    }

    static Stream<Arguments> tokenEndpoints() {
        return Stream.of(
                fault("slow", request -> {}),
                fault("huge", request -> request.response().end(" ".repeat(IdpHttp.LONGEST_ANSWER + 1))),
                fault("error", request -> request.response().setStatusCode(502).end("Bad gateway")),
                fault(
                        "does not know us",
                        request -> request.response().setStatusCode(401).end("{\"error\":\"invalid_client\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tokenEndpoints(String name, Handler<HttpServerRequest> answer) {
        var begun = guests.begin();
        guests.idp.misbehave("/token", answer);
        var accounts = guests.accounts();

        var reply = guests.comeBack(begun);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(guests.accounts()).isEqualTo(accounts);
        guests.idp.behave();
        assertThat(guests.comeBack(begun).status()).isEqualTo(401);
    }

    private RunningAuth.Reply logInPage() {
        return guests.auth.get("/api/v1/oidc/stub/login", Map.of());
    }

    private static Arguments fault(String name, Handler<HttpServerRequest> answer) {
        return Arguments.of(name, answer);
    }
}
