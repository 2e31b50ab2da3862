package souk.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.auth.AuthConfig;
import souk.auth.RunningAuth;
import souk.auth.audit.Act;
import souk.auth.revocation.RevocationRepository;
import souk.shared.sql.Database;
import souk.testing.TestDatabase;

class SessionsTest {

    private static TestDatabase database;
    private static RunningAuth auth;
    private static RunningAuth other;
    private static Database pool;

    private String name;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        other = RunningAuth.on(database);
        pool = Database.open(
                auth.vertx(),
                AuthConfig.from(RunningAuth.settings(database, Map.of())).database());
    }

    @AfterAll
    static void stop() {
        await(pool.close());
        other.close();
        auth.close();
        database.close();
    }

    @BeforeEach
    void somebody() {
        name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        auth.register(registration(name));
    }

    @Test
    void endsOnEveryInstanceWithinSecondsOfALogOut() {
        var session = auth.session(name);
        var token = session.getString("accessToken");
        assertThat(other.profile(token).status()).isEqualTo(200);

        assertThat(logOut(token).status()).isEqualTo(204);

        assertThat(auth.refresh(session.getString("refreshToken")).status()).isEqualTo(401);
        awaitUntil(() -> other.profile(token).status() == 401);
        awaitUntil(() -> auth.profile(token).status() == 401);
    }

    @Test
    void mayBeEndedTwice() {
        var token = auth.tokenOf(name);
        logOut(token);

        assertThat(logOut(token).status()).isIn(204, 401);
        assertThat(other.as(token, HttpMethod.POST, "/api/v1/logout", null).status())
                .isIn(204, 401);
    }

    @Test
    void areNotThereForCallersWithAnApiKey() {
        var made = new JsonObject().put("name", "till").put("scopes", new JsonArray().add("read_own_profile"));
        var key = auth.as(auth.tokenOf(name), HttpMethod.POST, "/api/v1/api-keys", made)
                .json()
                .getString("key");

        var reply = logOut(key);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("detail")).contains("API key");
        assertThat(auth.profile(key).status()).isEqualTo(200);
    }

    @Test
    void endsOnEveryInstanceWhenTheAccountIsDisabledOrItsRolesChange() {
        var token = auth.tokenOf(name);
        assertThat(other.profile(token).status()).isEqualTo(200);
        var account = UUID.fromString(RunningAuth.claims(token).getString("sub"));
        var revocations = new RevocationRepository(pool);

        await(pool.transaction(connection -> revocations.revokeTokensOf(connection, account)));

        awaitUntil(() -> other.profile(token).status() == 401);
        awaitUntil(() -> auth.profile(token).status() == 401);
        assertThat(auth.profile(auth.tokenOf(name)).status()).isEqualTo(200);
    }

    @Test
    void areListedPageByPageWithTheCurrentOneMarked() {
        var sessions = IntStream.range(0, 3).mapToObj(log -> auth.tokenOf(name)).toList();
        var mine = sessions.get(1);

        var ids = new ArrayList<String>();
        var path = "/api/v1/sessions?limit=2";
        var first = auth.as(mine, HttpMethod.GET, path, null);
        first.json().getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("id")));
        var next = first.header("link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        var second = auth.as(mine, HttpMethod.GET, next, null);
        second.json().getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("id")));

        assertThat(ids).containsExactly(sid(sessions.get(2)), sid(mine), sid(sessions.get(0)));
        assertThat(second.json().getValue("next")).isNull();
        assertThat(first.json().getJsonArray("items").getJsonObject(0).getBoolean("current"))
                .isFalse();
        var marked = first.json().getJsonArray("items").getJsonObject(1);
        assertThat(marked.getBoolean("current")).isTrue();
        assertThat(marked.getString("clientAddress")).isEqualTo("127.0.0.1");
        assertThat(marked.getString("userAgent")).startsWith("Vert.x");
        assertThat(first.text()).doesNotContain("soukr_", "hash");
    }

    @Test
    void areListedNoMoreWhenTheyAreDead() {
        var token = auth.tokenOf(name);
        auth.tokenOf(name);
        database.execute("UPDATE sessions SET valid_until = now() - interval '1 s' WHERE id <> '" + sid(token)
                + "' AND account = '" + RunningAuth.claims(token).getString("sub") + "'");

        var listed = auth.as(token, HttpMethod.GET, "/api/v1/sessions", null).json();

        assertThat(listed.getJsonArray("items")).hasSize(1);
    }

    @Test
    void areEndedOneByOneByTheirOwner() {
        var phone = auth.session(name);
        var laptop = auth.tokenOf(name);
        var path = "/api/v1/sessions/" + sid(phone.getString("accessToken"));

        assertThat(auth.as(laptop, HttpMethod.DELETE, path, null).status()).isEqualTo(204);

        assertThat(auth.as(laptop, HttpMethod.DELETE, path, null).status()).isEqualTo(404);
        assertThat(auth.refresh(phone.getString("refreshToken")).status()).isEqualTo(401);
        awaitUntil(() -> other.profile(phone.getString("accessToken")).status() == 401);
        assertThat(auth.profile(laptop).status()).isEqualTo(200);
    }

    @Test
    void areEndedByNobodyElse() {
        auth.register(registration(name + "-2"));
        var victim = auth.session(name);
        var stranger = auth.tokenOf(name + "-2");
        var path = "/api/v1/sessions/" + sid(victim.getString("accessToken"));

        assertThat(auth.as(stranger, HttpMethod.DELETE, path, null).status()).isEqualTo(404);

        assertThat(auth.refresh(victim.getString("refreshToken")).status()).isEqualTo(200);
    }

    @Test
    void areSweptWhenTheyAreDeadAndOnlyThen() {
        var dead = auth.tokenOf(name);
        var alive = auth.session(name);
        auth.refresh(alive.getString("refreshToken"));
        database.execute("UPDATE sessions SET valid_until = now() - interval '1 s' WHERE id = '" + sid(dead) + "'");

        await(new SessionRepository(pool).sweep());

        assertThat(database.value("SELECT string_agg(id::text, ' ') FROM sessions WHERE account = '"
                        + RunningAuth.claims(dead).getString("sub") + "'"))
                .isEqualTo(sid(alive.getString("accessToken")));
    }

    @Test
    void areNotOpenedByAPasswordThatWasReplacedMeanwhile() {
        var account = RunningAuth.claims(auth.tokenOf(name)).getString("sub");
        var origin = new SessionOrigin(new Act(null, null, null, "192.0.2.1", null), null, null, null);
        var terms = new SessionTerms(Duration.ofDays(1), Duration.ofDays(1), null);
        var session = new SessionRepository.New(
                UUID.randomUUID(), UUID.fromString(account), "$argon2id$old", RefreshToken.random());

        var opened = await(
                pool.transaction(connection -> new SessionRepository(pool).insert(connection, session, origin, terms)));

        assertThat(opened).isEmpty();
    }

    private static RunningAuth.Reply logOut(String token) {
        return auth.as(token, HttpMethod.POST, "/api/v1/logout", null);
    }

    private static String sid(String token) {
        return RunningAuth.claims(token).getString("sid");
    }
}
