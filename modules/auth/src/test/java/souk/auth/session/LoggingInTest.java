package souk.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.auth.RunningAuth;
import souk.testing.TestDatabase;

class LoggingInTest {

    private static final String WEAK_HASH_OF_PASSWORD = weakHash();

    private static TestDatabase database;
    private static RunningAuth auth;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        auth.register(registration("ada"));
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ADA", "ada@example.org", "Ada@Example.Org"})
    void takesUserNameOrAddressInAnyCase(String name) {
        var reply = auth.logIn(name, PASSWORD);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.json().getMap())
                .containsOnlyKeys("accessToken", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn");
        assertThat(reply.json().getString("tokenType")).isEqualTo("Bearer");
        assertThat(reply.json().getInteger("expiresIn")).isEqualTo(600);
    }

    @Test
    void issuesATokenThatSaysWhoItIsFor() {
        var parts = auth.tokenOf("ada").split("\\.");
        var header = decoded(parts[0]);
        var claims = decoded(parts[1]);

        assertThat(header.getMap()).containsOnlyKeys("typ", "alg", "kid");
        assertThat(header.getString("typ")).isEqualTo("at+jwt");
        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(claims.getMap())
                .containsOnlyKeys("iss", "aud", "sub", "jti", "iat", "exp", "username", "roles", "scope", "sid", "gen")
                .containsEntry("iss", "souk")
                .containsEntry("aud", "souk")
                .containsEntry("username", "ada")
                .containsEntry("roles", List.of("customer"));
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(600);
    }

    @Test
    void doesNotTellAWrongPasswordFromAnUnknownNameOrADisabledAccount() {
        auth.register(registration("barred"));
        database.execute("UPDATE accounts SET disabled = true WHERE username = 'barred'");

        var wrong = auth.logIn("ada", PASSWORD + "!");
        var unknown = auth.logIn("nobody", PASSWORD);
        var barred = auth.logIn("barred", PASSWORD);

        for (var reply : List.of(wrong, unknown, barred)) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(told(reply)).isEqualTo(told(wrong));
        }
    }

    @Test
    void takesAsLongForAnUnknownNameAsForAWrongPassword() {
        var wrong = new long[9];
        var unknown = new long[9];
        for (var round = 0; round < wrong.length; round++) {
            wrong[round] = nanos("ada");
            unknown[round] = nanos("nobody");
        }
        Arrays.sort(wrong);
        Arrays.sort(unknown);

        assertThat((double) unknown[4] / wrong[4]).isBetween(0.33, 3.0);
    }

    @Test
    void namesWhatIsMissing() {
        var reply = auth.post("/api/v1/login", new JsonObject().put("user", "ada"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).isEqualTo("/password /user /username");
    }

    @Test
    void takesThePasswordHoweverItsCharactersAreComposed() {
        auth.register(registration("composer").put("password", "caf\u00e9 caf\u00e9 caf\u00e9"));

        assertThat(auth.logIn("composer", "cafe\u0301 cafe\u0301 cafe\u0301").status())
                .isEqualTo(200);
    }

    @Test
    void replacesAHashOfYesterdaysStrength() {
        auth.register(registration("veteran"));
        database.execute(
                "UPDATE accounts SET password_hash = '" + WEAK_HASH_OF_PASSWORD + "' WHERE username = 'veteran'");

        assertThat(auth.logIn("veteran", PASSWORD).status()).isEqualTo(200);

        assertThat(database.value("SELECT password_hash FROM accounts WHERE username = 'veteran'"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(auth.logIn("veteran", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void answersWithTheProfileAndAnEntityTag() {
        var token = auth.tokenOf("ada");

        var profile = auth.profile(token);
        var again = auth.get(
                "/api/v1/profile", Map.of("authorization", "Bearer " + token, "if-none-match", profile.header("etag")));

        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.json().getString("username")).isEqualTo("ada");
        assertThat(profile.header("etag")).isEqualTo("\"1\"");
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void showsNoProfileToAnAccountThatWasDisabledMeanwhile() {
        auth.register(registration("leaver"));
        var token = auth.tokenOf("leaver");
        database.execute("UPDATE accounts SET disabled = true WHERE username = 'leaver'");

        assertThat(auth.profile(token).status()).isEqualTo(401);
    }

    @Test
    void asksForATokenWhereOneIsNeeded() {
        var without = auth.get("/api/v1/profile", Map.of());
        var damaged = auth.profile(auth.tokenOf("ada") + "x");

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("www-authenticate")).startsWith("Bearer");
        assertThat(damaged.status()).isEqualTo(401);
        assertThat(auth.get("/api/v1/profile", Map.of("authorization", "Basic YTpi"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesAnUnsignedTokenForAnAdministrator() {
        var good = auth.tokenOf("ada").split("\\.");
        var header = decoded(good[0]).put("alg", "none");
        var claims = decoded(good[1]).put("roles", new JsonArray().add("admin"));
        var unsigned = encoded(header) + "." + encoded(claims);

        assertThat(auth.profile(unsigned).status()).isEqualTo(401);
        assertThat(auth.profile(unsigned + ".").status()).isEqualTo(401);
        assertThat(auth.profile(unsigned + "." + good[2]).status()).isEqualTo(401);
        assertThat(auth.profile(good[0] + "." + encoded(claims) + "." + good[2]).status())
                .isEqualTo(401);
    }

    private static String encoded(JsonObject part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.toBuffer().getBytes());
    }

    private static long nanos(String name) {
        var begun = System.nanoTime();
        auth.logIn(name, PASSWORD + "!");
        return System.nanoTime() - begun;
    }

    /** What a client can learn from the answer: all but the trace id. */
    private static String told(RunningAuth.Reply reply) {
        var problem = reply.json();
        problem.remove("traceId");
        return problem + reply.header("www-authenticate") + reply.header("content-type");
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String weakHash() {
        return de.mkammerer.argon2.Argon2Factory.create(de.mkammerer.argon2.Argon2Factory.Argon2Types.ARGON2id)
                .hash(1, 8_192, 1, PASSWORD.toCharArray());
    }
}
