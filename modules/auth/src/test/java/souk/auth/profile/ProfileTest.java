package souk.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

class ProfileTest {

    private static final String PROFILE = "/api/v1/profile";

    private static TestDatabase database;
    private static RunningAuth auth;

    private String name;
    private String token;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @BeforeEach
    void somebody() {
        name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        auth.register(registration(name));
        token = auth.tokenOf(name);
    }

    @Test
    void changesAddressAndNameAndLeavesTheRest() {
        var changed = patch("\"1\"", new JsonObject().put("displayName", "Ada L."));
        var moved = patch(changed.header("etag"), new JsonObject().put("email", name + "@elsewhere.example"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        assertThat(moved.json().getString("displayName")).isEqualTo("Ada L.");
        assertThat(moved.json().getString("email")).isEqualTo(name + "@elsewhere.example");
        assertThat(auth.profile(token).text()).isEqualTo(moved.text());
        assertThat(auth.logIn(name + "@elsewhere.example", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void removesTheNameThatIsPatchedToNull() {
        patch("\"1\"", new JsonObject().put("displayName", "Ada L."));

        assertThat(patch("\"2\"", new JsonObject().putNull("displayName"))
                        .json()
                        .containsKey("displayName"))
                .isFalse();
    }

    @Test
    void refusesTheSecondOfTwoEditorsWhoReadTheSameVersion() {
        patch("\"1\"", new JsonObject().put("displayName", "First"));

        var stale = patch("\"1\"", new JsonObject().put("displayName", "Second"));
        var staleInBody =
                patch(null, new JsonObject().put("displayName", "Second").put("version", 1));
        var without = patch(null, new JsonObject().put("displayName", "Second"));

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("etag")).isEqualTo("\"2\"");
        assertThat(staleInBody.code()).isEqualTo("version-conflict");
        assertThat(without.status()).isEqualTo(428);
        assertThat(auth.profile(token).json().getString("displayName")).isEqualTo("First");
    }

    @Test
    void takesNoAddressThatSomebodyElseHas() {
        auth.register(registration(name + "-2"));

        var reply = patch(
                "\"1\"", new JsonObject().put("email", name.toUpperCase(java.util.Locale.ROOT) + "-2@example.ORG"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("duplicate");
        assertThat(reply.pointers()).isEqualTo("/email");
    }

    @Test
    void refusesWhatIsNotTheOwnersToChange() {
        var reply = patch(
                "\"1\"",
                new JsonObject().put("roles", "admin").put("username", "root").put("email", "x"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).isEqualTo("/email /roles /username");
    }

    @Test
    void isDeletedWhateverNamesOthersHaveTaken() {
        var id = RunningAuth.claims(token).getString("sub");
        assertThat(auth.register(registration("deleted-" + id.replace("-", ""))).status())
                .isEqualTo(201);

        assertThat(delete("\"1\"", new JsonObject().put("password", PASSWORD)).status())
                .isEqualTo(204);
    }

    @Test
    void isDeletedWithAllThatLeadsToItsOwner() {
        var session = auth.session(name);
        var id = RunningAuth.claims(token).getString("sub");
        patch("\"1\"", new JsonObject().put("displayName", "Ada L."));

        assertThat(delete("\"2\"", new JsonObject().put("password", PASSWORD)).status())
                .isEqualTo(204);

        assertThat(database.value("SELECT accounts::text FROM accounts WHERE id = '" + id + "'"))
                .doesNotContain(name, "Ada", "argon2")
                .contains("deleted-", "{customer}");
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(401);
        assertThat(auth.refresh(session.getString("refreshToken")).status()).isEqualTo(401);
        assertThat(database.number("SELECT count(*) FROM sessions WHERE account = '" + id + "'"))
                .isZero();
        awaitUntil(
                () -> auth.as(token, HttpMethod.GET, "/api/v1/sessions", null).status() == 401);
        assertThat(auth.register(registration(name)).status()).isEqualTo(201);
    }

    @Test
    void isNotDeletedWithoutItsPasswordOrVersion() {
        assertThat(delete("\"1\"", null).pointers()).isEqualTo("/password");
        assertThat(delete("\"1\"", new JsonObject().put("password", PASSWORD + "!"))
                        .status())
                .isEqualTo(403);
        assertThat(delete(null, new JsonObject().put("password", PASSWORD)).status())
                .isEqualTo(428);
        assertThat(delete("\"7\"", new JsonObject().put("password", PASSWORD)).status())
                .isEqualTo(412);
        assertThat(auth.profile(token).status()).isEqualTo(200);
    }

    @Test
    void isDeletedWithoutAPasswordAfterAFreshLogInOnly() {
        var id = RunningAuth.claims(token).getString("sub");
        database.execute("UPDATE accounts SET password_hash = NULL WHERE id = '" + id + "'");
        database.execute("UPDATE sessions SET created_at = now() - interval '11 min' WHERE account = '" + id + "'");
        assertThat(delete("\"1\"", null).status()).isEqualTo(403);
        database.execute("UPDATE sessions SET created_at = now() WHERE account = '" + id + "'");

        assertThat(delete("\"1\"", null).status()).isEqualTo(204);
    }

    @Test
    void isNotDeletedIfItIsTheLastAdministrators() {
        database.execute("UPDATE accounts SET roles = '{admin}' WHERE username = '" + name + "'");
        var reply = delete("\"1\"", new JsonObject().put("password", PASSWORD));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void givesItsOwnerAllThatIsKeptButNoSecrets() {
        auth.register(registration(name + "-2"));
        auth.tokenOf(name + "-2");

        var reply = auth.as(token, HttpMethod.GET, PROFILE + "/export", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-disposition")).isEqualTo("attachment; filename=\"souk-profile.json\"");
        assertThat(reply.json().getJsonObject("profile").getString("username")).isEqualTo(name);
        assertThat(reply.json().getJsonArray("sessions")).hasSize(1);
        assertThat(reply.json().getJsonArray("audit").getJsonObject(0).getString("kind"))
                .isEqualTo("log-in");
        assertThat(reply.text()).doesNotContain("argon2", "hash", name + "-2");
    }

    private Reply patch(String ifMatch, JsonObject patch) {
        return send(HttpMethod.PATCH, ifMatch, patch);
    }

    private Reply delete(String ifMatch, JsonObject body) {
        return send(HttpMethod.DELETE, ifMatch, body);
    }

    private Reply send(HttpMethod method, String ifMatch, JsonObject body) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer " + token));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return await(auth.send(method, PROFILE, headers, body == null ? null : body.toBuffer()));
    }
}
