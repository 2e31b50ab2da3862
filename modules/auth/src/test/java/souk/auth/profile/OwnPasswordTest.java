package souk.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

class OwnPasswordTest {

    private static final String NEW = "four figs and a lemon";

    private static TestDatabase database;
    private static RunningAuth auth;

    private String name;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database, Map.of("SOUK_AUTH_LOGIN_FAILURES_PER_NAME", "5"));
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
    }

    @Test
    void replacesTheOldOneAndEndsAllOtherSessions() {
        var present = auth.session(name);
        var other = auth.session(name);

        assertThat(change(present, PASSWORD, NEW).status()).isEqualTo(204);

        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(401);
        assertThat(auth.logIn(name, NEW).status()).isEqualTo(200);
        assertThat(auth.refresh(other.getString("refreshToken")).status()).isEqualTo(401);
        awaitUntil(() -> auth.profile(other.getString("accessToken")).status() == 401);
        assertThat(auth.profile(present.getString("accessToken")).status()).isEqualTo(200);
        assertThat(auth.refresh(present.getString("refreshToken")).status()).isEqualTo(200);
    }

    @Test
    void staysWithoutTheOldOne() {
        var session = auth.session(name);

        var reply = change(session, PASSWORD + "!", NEW);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.pointers()).isEqualTo("/currentPassword");
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void isGuessedNoFasterHereThanAtTheLogIn() {
        var session = auth.session(name);
        for (var guess = 0; guess < 5; guess++) {
            assertThat(change(session, PASSWORD + guess, NEW).status()).isEqualTo(403);
        }

        assertThat(change(session, PASSWORD, NEW).status()).isEqualTo(429);
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "passwordpassword", "aaaaaaaaaaaaaaa", PASSWORD})
    void isNotReplacedByAPoorOneOrItself(String poor) {
        var reply = change(auth.session(name), PASSWORD, poor);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).isEqualTo("/newPassword");
    }

    @Test
    void isNotMadeOfTheOwnersName() {
        assertThat(change(auth.session(name), PASSWORD, name + "99").pointers()).isEqualTo("/newPassword");
        assertThat(auth.register(registration("unlucky.person").put("password", "unlucky.person1"))
                        .pointers())
                .isEqualTo("/password");
    }

    @Test
    void isNotThereForAccountsOfIdentityProviders() {
        var session = auth.session(name);
        database.execute("UPDATE accounts SET password_hash = NULL WHERE username = '" + name + "'");

        var reply = change(session, PASSWORD, NEW);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("detail")).contains("identity provider");
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(401);
    }

    private static Reply change(JsonObject session, String present, String wanted) {
        var body = new JsonObject().put("currentPassword", present).put("newPassword", wanted);
        return auth.as(session.getString("accessToken"), HttpMethod.PUT, "/api/v1/profile/password", body);
    }
}
