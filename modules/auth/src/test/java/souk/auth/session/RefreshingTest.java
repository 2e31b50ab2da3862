package souk.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.auth.RunningAuth;
import souk.testing.TestDatabase;

class RefreshingTest {

    private static TestDatabase database;
    private static RunningAuth auth;

    private String name;

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
    }

    @Test
    void givesAnAccessTokenAndTheNextRefreshToken() {
        var first = auth.session(name);

        var reply = auth.refresh(first.getString("refreshToken"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.json().getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        assertThat(reply.json().getInteger("refreshExpiresIn")).isBetween(7 * 86_400 - 5, 7 * 86_400);
        assertThat(auth.profile(reply.json().getString("accessToken")).status()).isEqualTo(200);
        assertThat(claim(reply.json(), "sid")).isEqualTo(claim(first, "sid"));
    }

    @Test
    void keepsNoRefreshTokenButItsHash() {
        var token = auth.session(name).getString("refreshToken");

        assertThat(token).matches("soukr_[A-Za-z0-9_-]{43}");
        assertThat(database.number("SELECT count(*) FROM sessions WHERE refresh_hash = sha256('" + token + "')"))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM sessions s WHERE s::text LIKE '%" + token.substring(6) + "%'"))
                .isZero();
    }

    @Test
    void saysWhatTheAccountMayDoNow() {
        var first = auth.session(name);
        database.execute("UPDATE accounts SET roles = '{seller}' WHERE username = '" + name + "'");

        var next = auth.refresh(first.getString("refreshToken")).json();

        assertThat(claim(next, "roles")).isEqualTo("[\"seller\"]");
    }

    @Test
    void givesALostAnswerAgain() {
        var first = auth.session(name).getString("refreshToken");

        var lost = auth.refresh(first).json().getString("refreshToken");
        var again = auth.refresh(first);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("refreshToken")).isEqualTo(lost);
        assertThat(auth.refresh(lost).status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionWhenATokenIsUsedAgainAfterItsSuccessor() {
        var first = auth.session(name);
        var second = auth.refresh(first.getString("refreshToken")).json();
        var third = auth.refresh(second.getString("refreshToken")).json();

        assertThat(auth.refresh(first.getString("refreshToken")).status()).isEqualTo(401);

        assertThat(auth.refresh(third.getString("refreshToken")).status()).isEqualTo(401);
        assertThat(revoked(first)).isEqualTo(1);
    }

    @Test
    void endsTheSessionWhenATokenIsUsedAgainTooLate() {
        var first = auth.session(name);
        var second = auth.refresh(first.getString("refreshToken")).json();
        database.execute("UPDATE spent_refresh_tokens SET spent_at = spent_at - interval '31 s' WHERE session = '"
                + claim(first, "sid") + "'");

        assertThat(auth.refresh(first.getString("refreshToken")).status()).isEqualTo(401);

        assertThat(auth.refresh(second.getString("refreshToken")).status()).isEqualTo(401);
        assertThat(revoked(first)).isEqualTo(1);
    }

    @Test
    void endsNoOtherSessionOfTheAccount() {
        var stolen = auth.session(name).getString("refreshToken");
        var other = auth.session(name).getString("refreshToken");
        auth.refresh(auth.refresh(stolen).json().getString("refreshToken"));

        assertThat(auth.refresh(stolen).status()).isEqualTo(401);

        assertThat(auth.refresh(other).status()).isEqualTo(200);
    }

    @Test
    void logsNobodyOutWhoRefreshesManyTimesAtOnce() {
        try (var second = RunningAuth.on(database)) {
            var session = auth.session(name);
            openConnections(session.getString("accessToken"), auth, second);
            var token = session.getString("refreshToken");
            for (var round = 0; round < 10; round++) {
                token = onlySuccessorOf(token, auth, second);
            }

            assertThat(revoked(session)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid_until = now() - interval '1 s'",
                "expires_at = now() - interval '1 s', valid_until = now() - interval '1 s'"
            })
    void refusesASessionThatWasIdleTooLongOrIsTooOld(String past) {
        var first = auth.session(name);
        database.execute("UPDATE sessions SET " + past + " WHERE id = '" + claim(first, "sid") + "'");

        assertThat(auth.refresh(first.getString("refreshToken")).status()).isEqualTo(401);
    }

    @Test
    void livesNoLongerThanItsAbsoluteLifeHoweverOftenItIsRefreshed() {
        var first = auth.session(name);
        database.execute("UPDATE sessions SET expires_at = now() + interval '1 h', valid_until = now() + interval '1 h'"
                + " WHERE id = '" + claim(first, "sid") + "'");

        assertThat(auth.refresh(first.getString("refreshToken")).json().getInteger("refreshExpiresIn"))
                .isBetween(3_590, 3_600);
    }

    @Test
    void refusesADisabledAccountWithoutSpendingItsToken() {
        var first = auth.session(name).getString("refreshToken");
        database.execute("UPDATE accounts SET disabled = true WHERE username = '" + name + "'");
        var refused = auth.refresh(first);
        database.execute("UPDATE accounts SET disabled = false WHERE username = '" + name + "'");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(auth.refresh(first).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoRefreshToken() {
        var session = auth.session(name);

        assertThat(auth.refresh(session.getString("accessToken").substring(0, 500))
                        .status())
                .isEqualTo(401);
        assertThat(auth.refresh("soukr_" + "A".repeat(43)).status()).isEqualTo(401);
        assertThat(auth.refresh("").status()).isEqualTo(400);
        assertThat(auth.post("/api/v1/token/refresh", new JsonObject().put("token", "x"))
                        .pointers())
                .isEqualTo("/refreshToken /token");
    }

    @Test
    void isNoAccessToken() {
        var token = auth.session(name).getString("refreshToken");

        assertThat(auth.profile(token).status()).isEqualTo(401);
        assertThat(auth.as(token, HttpMethod.POST, "/api/v1/logout", null).status())
                .isEqualTo(401);
    }

    private static String onlySuccessorOf(String token, RunningAuth one, RunningAuth other) {
        var racers = IntStream.range(0, 20)
                .mapToObj(racer -> refreshing(racer % 2 == 0 ? one : other, token))
                .toList();
        await(Future.all(racers));

        assertThat(racers)
                .allSatisfy(racer -> assertThat(racer.result().status()).isEqualTo(200));
        var successors = racers.stream()
                .map(racer -> racer.result().json().getString("refreshToken"))
                .collect(Collectors.toSet());
        assertThat(successors).hasSize(1);
        return successors.iterator().next();
    }

    /** Requests meet in the database only if each has a connection. */
    private static void openConnections(String token, RunningAuth... instances) {
        var headers = Map.of("authorization", "Bearer " + token);
        for (var instance : instances) {
            await(Future.all(IntStream.range(0, 20)
                    .mapToObj(reader -> instance.send(HttpMethod.GET, "/api/v1/profile", headers, null))
                    .toList()));
        }
    }

    private static Future<RunningAuth.Reply> refreshing(RunningAuth instance, String token) {
        var body = new JsonObject().put("refreshToken", token).toBuffer();
        return instance.send(HttpMethod.POST, "/api/v1/token/refresh", Map.of(), body);
    }

    private static long revoked(JsonObject grant) {
        return database.number("SELECT count(*) FROM revocations WHERE credential = '" + claim(grant, "sid") + "'");
    }

    private static String claim(JsonObject grant, String claim) {
        return RunningAuth.claims(grant.getString("accessToken"))
                .getValue(claim)
                .toString();
    }
}
