package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.auth.oidc.Guests.asIs;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.auth.RunningAuth;
import souk.shared.bus.CallContext;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.ExchangeCredential;

/** What a provider ends there ends here. */
class BackchannelLogoutTest {

    private static final String PATH = "/api/v1/oidc/stub/backchannel-logout";

    private static Guests guests;

    @BeforeAll
    static void open() {
        guests = new Guests();
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    @Test
    void endsTheSessionsOfThatSessionAndNoOther() {
        var ended = guests.logIn("two-browsers", with("sid", "there-1"));
        var other = guests.logIn("two-browsers", with("sid", "there-2"));

        assertThat(tell(guests.idp.logoutToken("two-browsers", with("sid", "there-1")))
                        .status())
                .isEqualTo(200);

        assertEnds(ended);
        assertThat(refresh(other).status()).isEqualTo(200);
        assertThat(guests.auth.profile(other.json().getString("accessToken")).status())
                .isEqualTo(200);
    }

    @Test
    void endsAllSessionsOfTheSubjectWhenNoneIsNamed() {
        var one = guests.logIn("everywhere", with("sid", "there-3"));
        var another = guests.logIn("everywhere", asIs());
        var stranger = guests.logIn("stranger", asIs());

        assertThat(tell(guests.idp.logoutToken("everywhere", asIs())).status()).isEqualTo(200);

        assertEnds(one);
        assertEnds(another);
        assertThat(refresh(stranger).status()).isEqualTo(200);
    }

    @Test
    void endsTheAccessTokensOfThatSession() {
        var bearer = guests.idp.accessToken("with-bearer", with("sid", "there-4"));
        assertThat(guests.auth.profile(bearer).status()).isEqualTo(200);

        tell(guests.idp.logoutToken("with-bearer", with("sid", "there-4")));

        await().untilAsserted(
                        () -> assertThat(guests.auth.profile(bearer).status()).isEqualTo(401));
        var another = guests.idp.accessToken("with-bearer", with("sid", "there-4"));
        assertThat(exchanged(another)).isFalse();
        assertThat(exchanged(guests.idp.accessToken("with-bearer", with("sid", "there-6"))))
                .isTrue();
    }

    @Test
    void letsNobodyInWithASessionThatHasEnded() {
        tell(guests.idp.logoutToken("late", with("sid", "there-5")));

        var reply = guests.logIn("late", with("sid", "there-5"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(guests.database.number("SELECT count(*) FROM sessions WHERE idp_session = 'there-5'"))
                .isZero();
    }

    @Test
    void takesEachMessageOnce() {
        var token = guests.idp.logoutToken("replayed", asIs());
        assertThat(tell(token).status()).isEqualTo(200);

        assertThat(tell(token).status()).isEqualTo(400);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("nonce", with("nonce", "n")),
                Arguments.of("no events", (Consumer<Map<String, Object>>) claims -> claims.remove("events")),
                Arguments.of("another event", with("events", Map.of("http://example.org/event", Map.of()))),
                Arguments.of("events that are no object", with("events", List.of("x"))),
                Arguments.of("another audience", with("aud", "another")),
                Arguments.of("another issuer", with("iss", "https://evil.example")),
                Arguments.of("no id", (Consumer<Map<String, Object>>) claims -> claims.remove("jti")),
                Arguments.of("nobody", (Consumer<Map<String, Object>>) claims -> claims.remove("sub")),
                Arguments.of(
                        "old", (Consumer<Map<String, Object>>) claims -> claims.merge("iat", -700, StubIdpTime::later)),
                Arguments.of("expired", (Consumer<Map<String, Object>>)
                        claims -> claims.merge("exp", -301, StubIdpTime::later)),
                Arguments.of("ID token", with("typ", "ID")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong(String name, Consumer<Map<String, Object>> change) {
        var loggedIn = guests.logIn("unharmed", asIs());

        assertThat(tell(guests.idp.logoutToken("unharmed", change)).status()).isEqualTo(400);

        assertThat(refresh(loggedIn).status()).isEqualTo(200);
    }

    @Test
    void refusesOtherFormsOfTheMessage() {
        assertThat(guests.auth.postForm(PATH, "").status()).isEqualTo(400);
        assertThat(guests.auth.postForm(PATH, "logout_token=nonsense").status()).isEqualTo(400);
        assertThat(guests.auth.post(PATH, new JsonObject()).status()).isEqualTo(415);
        var accessToken = guests.idp.accessToken("unharmed", asIs());
        assertThat(tell(accessToken).status()).isEqualTo(400);
    }

    private static RunningAuth.Reply tell(String logoutToken) {
        return guests.auth.postForm(PATH, "logout_token=" + logoutToken);
    }

    /** Past what any node remembers of revocations. */
    private static boolean exchanged(String token) {
        var exchange = guests.auth
                .bus()
                .call(
                        AuthOperations.EXCHANGE,
                        new ExchangeCredential(token),
                        CallContext.onOwnBehalf(Duration.ofSeconds(1)));
        return RunningAuth.await(exchange.transform(Future::succeededFuture)).succeeded();
    }

    private static RunningAuth.Reply refresh(RunningAuth.Reply loggedIn) {
        return guests.auth.post(
                "/api/v1/token/refresh",
                new JsonObject().put("refreshToken", loggedIn.json().getString("refreshToken")));
    }

    private static void assertEnds(RunningAuth.Reply loggedIn) {
        assertThat(refresh(loggedIn).status()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(guests.auth
                        .profile(loggedIn.json().getString("accessToken"))
                        .status())
                .isEqualTo(401));
    }

    private static Consumer<Map<String, Object>> with(String claim, Object value) {
        return claims -> claims.put(claim, value);
    }
}
