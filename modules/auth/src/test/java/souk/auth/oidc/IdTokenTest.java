package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.auth.oidc.Guests.asIs;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.auth.RunningAuth;

/** What a provider may hand over for a code, and what not. */
class IdTokenTest {

    private static Guests guests;

    @BeforeAll
    static void open() {
        guests = new Guests();
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("nonce of another log-in", change(claims -> claims.put("nonce", "another"))),
                Arguments.of("no nonce", change(claims -> claims.remove("nonce"))),
                Arguments.of("audience of another client", change(claims -> claims.put("aud", "another"))),
                Arguments.of(
                        "several audiences and nobody authorized",
                        change(claims -> claims.put("aud", List.of(StubIdp.CLIENT, "another")))),
                Arguments.of("another client authorized", change(claims -> claims.put("azp", "another"))),
                Arguments.of("another issuer", change(claims -> claims.put("iss", "https://evil.example"))),
                Arguments.of("expired", change(claims -> claims.merge("exp", -301, StubIdpTime::later))),
                Arguments.of("issued long ago", change(claims -> claims.merge("iat", -700, StubIdpTime::later))),
                Arguments.of("issued in the future", change(claims -> claims.merge("iat", 60, StubIdpTime::later))),
                Arguments.of(
                        "not yet valid", change(claims -> claims.put("nbf", StubIdpTime.later(claims.get("iat"), 60)))),
                Arguments.of("no subject", change(claims -> claims.remove("sub"))),
                Arguments.of("says it is an access token", change(claims -> claims.put("typ", "Bearer"))),
                Arguments.of("logout token", change(claims -> claims.put("events", Map.of()))),
                Arguments.of("access token", (BiFunction<StubIdp, String, String>) (idp, nonce) ->
                        idp.accessToken("tim", claims -> {
                            claims.put("aud", StubIdp.CLIENT);
                            claims.put("nonce", nonce);
                        })),
                Arguments.of("no token at all", (BiFunction<StubIdp, String, String>) (idp, nonce) -> "nothing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong(String name, BiFunction<StubIdp, String, String> token) {
        var accounts = guests.accounts();
        var sessions = guests.database.number("SELECT count(*) FROM sessions");
        var begun = guests.begin();
        guests.idp.hasIdToken(token.apply(guests.idp, begun.nonce()));

        var reply = guests.comeBack(begun);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("login-failed");
        assertThat(guests.accounts()).isEqualTo(accounts);
        assertThat(guests.database.number("SELECT count(*) FROM sessions")).isEqualTo(sessions);
    }

    @Test
    void takesSeveralAudiencesIfItIsWeWhoAreAuthorized() {
        var reply = guests.logIn("azp", claims -> {
            claims.put("aud", List.of(StubIdp.CLIENT, "another"));
            claims.put("azp", StubIdp.CLIENT);
        });

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void refusesACodeThatTheProviderDoesNotKnow() {
        var begun = guests.begin();
        guests.idp.misbehave(
                "/token",
                request -> request.response()
                        .setStatusCode(400)
                        .end("{\"error\":\"invalid_grant\",\"error_description\":\"no\"}"));
        try {
            assertThat(guests.comeBack(begun).status()).isEqualTo(401);
        } finally {
            guests.idp.behave();
        }
    }

    @Test
    void looksForANewKeySoonWhenTheProviderItselfHandsOverItsToken() {
        guests.logIn("rotated", asIs());
        guests.idp.publish("second", StubIdp.KEY);

        await().untilAsserted(() -> assertThat(logInWithKey("second").status()).isEqualTo(200));
    }

    private static RunningAuth.Reply logInWithKey(String kid) {
        var begun = guests.begin();
        var claims = guests.idp.claims("rotated");
        claims.put("aud", StubIdp.CLIENT);
        claims.put("nonce", begun.nonce());
        guests.idp.hasIdToken(StubIdp.signed(Map.of("alg", "RS256", "kid", kid, "typ", "JWT"), claims));
        return guests.comeBack(begun);
    }

    private static BiFunction<StubIdp, String, String> change(Consumer<Map<String, Object>> change) {
        return (idp, nonce) -> idp.idToken("tim", nonce, change);
    }
}
