package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.oidc.Guests.asIs;
import static souk.auth.oidc.Guests.roles;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HashMap;
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
import souk.shared.security.CompactJws;

/** Access tokens of a provider as bearer tokens: the good one, and everything that resembles one. */
class ForeignTokenTest {

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
    void takesAnAccessTokenForOurAudience() {
        var reply = guests.auth.profile(guests.idp.accessToken("dealing", roles("dealer")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonArray("roles")).containsExactly("seller");
    }

    @Test
    void takesOneForSeveralAudiences() {
        var token = guests.idp.accessToken("bearer", with("aud", List.of("account", StubIdp.AUDIENCE)));

        assertThat(guests.auth.profile(token).status()).isEqualTo(200);
    }

    @Test
    void takesOneThatKeycloakMarks() {
        var claims = guests.idp.claims("bearer");
        claims.put("aud", StubIdp.AUDIENCE);
        claims.put("typ", "Bearer");

        assertThat(guests.auth
                        .profile(StubIdp.signed(header("typ", "JWT"), claims))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isTheSameAccountAsAfterALogIn() {
        var loggedIn = guests.profileOf(guests.logIn("both-ways", asIs()));

        var profile =
                guests.auth.profile(guests.idp.accessToken("both-ways", asIs())).json();

        assertThat(profile.getString("id")).isEqualTo(loggedIn.getString("id"));
    }

    @Test
    void isInTheAuditTrailWhenItIsTraded() {
        var profile =
                guests.auth.profile(guests.idp.accessToken("audited", asIs())).json();

        assertThat(guests.database.number("SELECT count(*) FROM audit_entries"
                        + " WHERE kind = 'foreign-token.used' AND actor = '" + profile.getString("id") + "'"))
                .isEqualTo(1);
    }

    @Test
    void makesOneAccountForManyFirstTokensAtOnce() {
        var before = guests.accounts();
        var tokens = Stream.generate(() -> guests.idp.accessToken("crowd", asIs()))
                .limit(12)
                .toList();

        var replies = tokens.stream()
                .map(token -> guests.auth.send(
                        io.vertx.core.http.HttpMethod.GET,
                        "/api/v1/profile",
                        Map.of("authorization", "Bearer " + token),
                        null))
                .toList();

        for (var reply : replies) {
            assertThat(RunningAuth.await(reply).status()).isEqualTo(200);
        }
        assertThat(guests.accounts()).isEqualTo(before + 1);
    }

    static Stream<Arguments> impostors() {
        return Stream.of(
                Arguments.of("foreign audience", change(with("aud", "other-api"))),
                Arguments.of("no audience", change(claims -> claims.remove("aud"))),
                Arguments.of("empty audience", change(with("aud", List.of()))),
                Arguments.of("expired", change(later("exp", -301))),
                Arguments.of("no expiry", change(claims -> claims.remove("exp"))),
                Arguments.of("expiry as text", change(with("exp", "9999999999"))),
                Arguments.of("not yet valid", change(claims -> claims.put("nbf", later(claims.get("iat"), 60)))),
                Arguments.of("issued in the future", change(later("iat", 60).andThen(later("exp", 60)))),
                Arguments.of("not issued at any time", change(claims -> claims.remove("iat"))),
                Arguments.of("lives for ever", change(later("exp", 90_000))),
                Arguments.of("unknown issuer", change(with("iss", "https://evil.example"))),
                Arguments.of(
                        "issuer that differs by a slash", change(claims -> claims.put("iss", claims.get("iss") + "/"))),
                Arguments.of("no subject", change(claims -> claims.remove("sub"))),
                Arguments.of("subject that is no text", change(with("sub", 7))),
                Arguments.of("ID token", new Impostor(idp -> idp.idToken("bearer", "n", asIs()))),
                Arguments.of(
                        "ID token for our audience too",
                        new Impostor(idp ->
                                idp.idToken("bearer", "n", with("aud", List.of(StubIdp.CLIENT, StubIdp.AUDIENCE))))),
                Arguments.of("access token that says it is an ID token", change(with("typ", "ID"))),
                Arguments.of("access token with a nonce", change(with("nonce", "n"))),
                Arguments.of(
                        "logout token", new Impostor(idp -> idp.logoutToken("bearer", with("aud", StubIdp.AUDIENCE)))),
                Arguments.of("no type", header(header("typ", null))),
                Arguments.of("alg none", new Impostor(idp -> unsigned(idp, "none"))),
                Arguments.of("alg NONE", new Impostor(idp -> unsigned(idp, "NONE"))),
                Arguments.of("HMAC with the public key", header(header("alg", "HS256"))),
                Arguments.of("another RSA algorithm", header(header("alg", "RS512"))),
                Arguments.of("PSS with a key for PKCS 1", header(header("alg", "PS256"))),
                Arguments.of("unknown kid", header(header("kid", "nobody"))),
                Arguments.of("kid that is a path", header(header("kid", "../../../../dev/null"))),
                Arguments.of("no kid", header(header("kid", null))),
                Arguments.of("crit", header(header("crit", List.of("exp")))),
                Arguments.of("own key", header(header("jwk", Map.of("kty", "RSA")))),
                Arguments.of("own key set", header(header("jku", "http://127.0.0.1:1/jwks"))),
                Arguments.of("own certificate", header(header("x5u", "http://127.0.0.1:1/cert"))),
                Arguments.of("own chain", header(header("x5c", List.of("MIIB")))),
                Arguments.of("another's signature", new Impostor(ForeignTokenTest::signedByAnother)),
                Arguments.of("tampered", new Impostor(ForeignTokenTest::tampered)),
                Arguments.of("no signature", new Impostor(idp -> good(idp).replaceAll("\\.[^.]*$", "."))),
                Arguments.of("two parts", new Impostor(idp -> good(idp).replaceAll("\\.[^.]*$", ""))),
                Arguments.of("five parts", new Impostor(idp -> good(idp) + ".a.b")),
                Arguments.of("oversized", change(with("padding", "x".repeat(9_000)))));
    }

    private record Impostor(java.util.function.Function<StubIdp, String> make) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void impostors(String name, Impostor impostor) {
        var before = guests.accounts();

        var token = impostor.make().apply(guests.idp);
        var response = guests.auth.sendUnchecked(
                io.vertx.core.http.HttpMethod.GET, "/api/v1/profile", Map.of("authorization", "Bearer " + token));

        assertThat(response.statusCode()).isIn(name.equals("oversized") ? List.of(401, 431, 400) : List.of(401));
        if (response.statusCode() == 401) {
            assertThat(response.bodyAsJsonObject().getString("detail")).isEqualTo("The token is not valid.");
        }
        assertThat(guests.accounts()).isEqualTo(before);
    }

    @Test
    void asksForAnUnknownKeyOnlyOnceInAWhile() {
        guests.auth.profile(good(guests.idp));
        for (var i = 0; i < 5; i++) {
            var claims = guests.idp.claims("bearer");
            claims.put("aud", StubIdp.AUDIENCE);
            guests.auth.profile(StubIdp.signed(header("kid", "nobody-" + i), claims));
        }

        assertThat(guests.idp.timesAsked("/jwks")).isLessThanOrEqualTo(3);
    }

    private static String good(StubIdp idp) {
        return idp.accessToken("bearer", asIs());
    }

    private static Impostor change(Consumer<Map<String, Object>> change) {
        return new Impostor(idp -> idp.accessToken("bearer", change));
    }

    private static Impostor header(Map<String, Object> header) {
        return new Impostor(idp -> {
            var claims = idp.claims("bearer");
            claims.put("aud", StubIdp.AUDIENCE);
            return StubIdp.signed(header, claims);
        });
    }

    /** A good header but for one member. */
    private static Map<String, Object> header(String name, Object value) {
        var header = new HashMap<String, Object>(Map.of("alg", "RS256", "kid", "first", "typ", "at+jwt"));
        header.put(name, value);
        header.values().removeIf(java.util.Objects::isNull);
        return header;
    }

    private static String unsigned(StubIdp idp, String algorithm) {
        var parts = good(idp).split("\\.");
        var header = new JsonObject().put("alg", algorithm).put("kid", "first").put("typ", "at+jwt");
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.encode().getBytes()) + "." + parts[1] + ".";
    }

    private static String signedByAnother(StubIdp idp) {
        var claims = idp.claims("bearer");
        claims.put("aud", StubIdp.AUDIENCE);
        return CompactJws.sign(header("kid", "first"), claims, StubIdp.OTHER_KEY.getPrivate());
    }

    private static String tampered(StubIdp idp) {
        var parts = good(idp).split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1])).replace("bearer", "victim");
        return parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes()) + "."
                + parts[2];
    }

    private static Consumer<Map<String, Object>> with(String claim, Object value) {
        return claims -> claims.put(claim, value);
    }

    private static Consumer<Map<String, Object>> later(String claim, long seconds) {
        return claims -> claims.merge(claim, seconds, StubIdpTime::later);
    }

    private static Object later(Object time, long seconds) {
        return StubIdpTime.later(time, seconds);
    }
}
