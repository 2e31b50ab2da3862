package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.auth.RunningAuth;
import souk.testing.TestDatabase;

/** The auth service and a real Keycloak, with the realm that comes with the project. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KeycloakIT {

    private static final String CALLBACK = "http://127.0.0.1:8080/api/v1/oidc/keycloak/callback";
    private static final String BACKCHANNEL = "/api/v1/oidc/keycloak/backchannel-logout";
    private static final String SECRET = "demo-client-secret-not-secret";
    private static final Duration SECONDS_ON_EVERY_NODE = Duration.ofSeconds(5);

    private static final KeycloakServer KEYCLOAK = new KeycloakServer();
    private static TestDatabase database;
    private static RunningAuth auth;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        database = TestDatabase.create();
        Files.writeString(directory.resolve("secret"), SECRET);
        var providers = Files.writeString(
                directory.resolve("providers.json"), provider().encode());
        auth = RunningAuth.on(database, Map.of("SOUK_OIDC_PROVIDERS_FILE", providers.toString()));
        assertThat(loginPage().status()).as("without Keycloak").isEqualTo(503);
        var realm = Files.readString(Path.of("..", "..", "compose", "keycloak", "souk-realm.json"))
                .replace("http://127.0.0.1:8080" + BACKCHANNEL, "http://127.0.0.1:" + auth.port() + BACKCHANNEL);
        assertThat(realm).contains(":" + auth.port() + BACKCHANNEL);
        KEYCLOAK.start(Path.of(System.getProperty("keycloak.home")), realm);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(loginPage().status()).isEqualTo(302));
    }

    @AfterAll
    static void close() {
        KEYCLOAK.close();
        if (auth != null) {
            auth.close();
        }
        database.close();
    }

    private static JsonArray provider() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("name", "keycloak")
                        .put("issuer", KEYCLOAK.issuer())
                        .put("clientId", "souk")
                        .put("clientSecretFile", "secret")
                        .put("audience", "souk-api")
                        .put("rolesClaim", "realm_access.roles")
                        .put(
                                "roles",
                                new JsonObject().put("souk-admin", "admin").put("souk-seller", "seller"))
                        .put("redirectUri", CALLBACK)
                        .put("afterLogout", "http://127.0.0.1:8080/"));
    }

    @Test
    void logsInWithTheRolesOfTheProvider() {
        var admin = new Visit().logIn("demo-admin");
        var seller = new Visit().logIn("demo-seller");

        assertThat(profile(admin).getJsonArray("roles")).containsExactly("admin");
        assertThat(profile(seller).getJsonArray("roles")).containsExactly("seller");
        assertThat(profile(seller).getString("username")).isEqualTo("demo-seller");
        assertThat(refresh(seller).status()).isEqualTo(200);
    }

    @Test
    void bindsTheAccountToThePersonAndNotToTheAddress() {
        var before = profile(new Visit().logIn("demo-seller"));

        KEYCLOAK.changeEmail("demo-seller", "somebody-else@example.org");

        var after = profile(new Visit().logIn("demo-seller"));
        assertThat(after.getString("id")).isEqualTo(before.getString("id"));
        var bound = database.number("SELECT count(*) FROM identities");
        assertThat(bound).isLessThanOrEqualTo(2);
    }

    @Test
    void takesAccessTokensButNoIdTokensAsBearerTokens() {
        var tokens = new Visit().tokens("demo-seller");

        assertThat(auth.profile(tokens.getString("access_token")).json().getJsonArray("roles"))
                .containsExactly("seller");
        assertThat(auth.profile(tokens.getString("id_token")).status()).isEqualTo(401);
        assertThat(auth.profile(tokens.getString("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void refusesTokensForAnotherAudience() {
        var form = new Form()
                .with("grant_type", "password")
                .with("client_id", "other")
                .with("scope", "openid")
                .with("username", "demo-seller")
                .with("password", password("demo-seller"));
        var tokens = new Browser()
                .post(KEYCLOAK.issuer() + "/protocol/openid-connect/token", form)
                .json();

        assertThat(auth.profile(tokens.getString("access_token")).status()).isEqualTo(401);
        assertThat(auth.profile(tokens.getString("id_token")).status()).isEqualTo(401);
    }

    @Test
    void followsTheProviderToItsNextKey() {
        var old = new Visit().tokens("demo-seller").getString("access_token");
        assertThat(auth.profile(old).status()).isEqualTo(200);

        KEYCLOAK.rotateKeys();

        var loggedIn = await().atMost(Duration.ofSeconds(10))
                .until(() -> new Visit().tryLogIn("demo-seller"), reply -> reply.status() == 200);
        assertThat(profile(loggedIn).getString("username")).isEqualTo("demo-seller");
        var fresh = new Visit().tokens("demo-seller").getString("access_token");
        assertThat(kid(fresh)).isNotEqualTo(kid(old));
        assertThat(auth.profile(fresh).status()).isEqualTo(200);
        assertThat(auth.profile(old).status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionOfWhoLogsOutAtTheProvider() {
        var visit = new Visit();
        var loggedIn = visit.logIn("demo-seller");
        var goOut = auth.get("/api/v1/oidc/keycloak/logout", Map.of()).header("location");

        var question = visit.browser.get(goOut);
        var done = visit.browser.post(question.action(), question.hidden().with("confirmLogout", "Logout"));

        assertThat(done.status()).isIn(200, 302);
        assertEnds(loggedIn);
    }

    @Test
    void endsTheSessionsThatTheProviderEnds() {
        var visit = new Visit();
        var loggedIn = visit.logIn("demo-seller");
        var bearer = visit.tokens("demo-seller").getString("access_token");
        assertThat(auth.profile(bearer).status()).isEqualTo(200);

        KEYCLOAK.endSessionsOf("demo-seller");

        assertEnds(loggedIn);
        await().atMost(SECONDS_ON_EVERY_NODE)
                .untilAsserted(() -> assertThat(auth.profile(bearer).status()).isEqualTo(401));
        assertThat(profile(new Visit().logIn("demo-seller")).getString("username"))
                .isEqualTo("demo-seller");
    }

    @Test
    void letsNobodyFinishAnothersLogIn() {
        var sessions = database.number("SELECT count(*) FROM sessions");
        var victim = new Visit();
        var code = victim.callbackFor("demo-admin");
        var another = Guests.begun(loginPage().response()).cookie();

        assertRefused(comeBack(code, Map.of()));
        assertRefused(comeBack(code, Map.of("cookie", another)));
        assertRefused(
                comeBack(code.replaceAll("state=[^&]*", "state=" + "A".repeat(43)), Map.of("cookie", victim.cookie)));
        database.execute("UPDATE oidc_logins SET expires_at = now()");
        assertRefused(comeBack(code, Map.of("cookie", victim.cookie)));
        assertThat(database.number("SELECT count(*) FROM sessions")).isEqualTo(sessions);

        var again = new Visit();
        var once = again.callbackFor("demo-admin");
        assertThat(comeBack(once, Map.of("cookie", again.cookie)).status()).isEqualTo(200);
        assertRefused(comeBack(once, Map.of("cookie", again.cookie)));
    }

    /** Somebody with a browser of their own. */
    private static final class Visit {

        private final Browser browser = new Browser();
        private String cookie;

        RunningAuth.Reply logIn(String username) {
            var reply = tryLogIn(username);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            return reply;
        }

        RunningAuth.Reply tryLogIn(String username) {
            var callback = callbackFor(username);
            return comeBack(callback, Map.of("cookie", cookie));
        }

        /** Where Keycloak sends the browser back to, after a log-in that was begun at our page. */
        String callbackFor(String username) {
            var page = loginPage();
            cookie = Guests.begun(page.response()).cookie();
            return pass(username, page.header("location"));
        }

        /** What Keycloak gives the client itself. */
        JsonObject tokens(String username) {
            var attempt = LoginAttempt.begin("keycloak");
            var site = KEYCLOAK.issuer() + "/protocol/openid-connect";
            var callback = pass(
                    username,
                    new Form()
                            .with("response_type", "code")
                            .with("client_id", "souk")
                            .with("redirect_uri", CALLBACK)
                            .with("scope", "openid")
                            .with("state", attempt.state())
                            .with("code_challenge", attempt.challenge())
                            .with("code_challenge_method", "S256")
                            .appendedTo(site + "/auth"));
            var form = new Form()
                    .with("grant_type", "authorization_code")
                    .with("code", Guests.parameters(callback).get("code"))
                    .with("redirect_uri", CALLBACK)
                    .with("code_verifier", attempt.verifier())
                    .with("client_id", "souk")
                    .with("client_secret", SECRET);
            return browser.post(site + "/token", form).json();
        }

        /** Once logged in there, nobody is asked again. */
        private String pass(String username, String authorization) {
            var page = browser.get(authorization);
            if (page.status() == 200) {
                var form = new Form().with("username", username).with("password", password(username));
                page = browser.post(page.action(), form);
            }
            assertThat(page.status()).as(page.body()).isEqualTo(302);
            assertThat(page.location()).startsWith(CALLBACK + "?");
            return page.location();
        }
    }

    private static RunningAuth.Reply loginPage() {
        return auth.get("/api/v1/oidc/keycloak/login", Map.of());
    }

    private static RunningAuth.Reply comeBack(String callback, Map<String, String> headers) {
        var path = callback.substring("http://127.0.0.1:8080".length());
        return RunningAuth.await(auth.send(HttpMethod.GET, path, headers, null));
    }

    private static JsonObject profile(RunningAuth.Reply loggedIn) {
        return auth.profile(loggedIn.json().getString("accessToken")).json();
    }

    private static RunningAuth.Reply refresh(RunningAuth.Reply loggedIn) {
        var token = new JsonObject().put("refreshToken", loggedIn.json().getString("refreshToken"));
        return auth.post("/api/v1/token/refresh", token);
    }

    private static void assertRefused(RunningAuth.Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("login-failed");
    }

    private static void assertEnds(RunningAuth.Reply loggedIn) {
        var token = loggedIn.json().getString("accessToken");
        await().atMost(SECONDS_ON_EVERY_NODE)
                .untilAsserted(() -> assertThat(auth.profile(token).status()).isEqualTo(401));
        assertThat(refresh(loggedIn).status()).isEqualTo(401);
    }

    private static String kid(String token) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]))).getString("kid");
    }

    private static String password(String username) {
        return username + "-password-not-secret";
    }
}
