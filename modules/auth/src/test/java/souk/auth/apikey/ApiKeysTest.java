package souk.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.shared.bus.CallContext;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.ExchangeCredential;
import souk.testing.TestDatabase;

class ApiKeysTest {

    private static final String ALL = "/api/v1/api-keys";

    private static TestDatabase database;
    private static RunningAuth auth;
    private static String ada;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        ada = newcomer("ada");
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void isShownOnceAndWorksWithItsScopesOnly() {
        var made = make(ada, "read_own_profile", "read_own_api_keys");
        var key = made.json().getString("key");
        var path = made.header("location");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("cache-control")).isEqualTo("no-store");
        assertThat(get(path, ada).text()).doesNotContain("key\":", key);
        assertThat(database.number("SELECT count(*) FROM api_keys k WHERE k::text LIKE '%"
                        + key.substring(key.length() - 43) + "%'"))
                .as("kept in clear")
                .isZero();
        var profile = get("/api/v1/profile", key);
        assertThat(profile.json().getString("username")).isEqualTo("ada");
        assertThat(get(ALL, key).status()).isEqualTo(200);
        assertThat(call(HttpMethod.POST, ALL, key, newKey("read_own_profile")).status())
                .isEqualTo(403);
        Awaitility.await().until(() -> get(path, ada).json().getString("lastUsedAt") != null);
    }

    @Test
    void neverGetsMoreThanItsMakerHas() {
        var refused = make(ada, "write_users");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("write_users");

        var clerk = newcomer("clerk");
        database.execute("UPDATE accounts SET roles = '{auditor}' WHERE username = 'clerk'");
        var key = make(auth.tokenOf("clerk"), "read_users").json().getString("key");
        assertThat(get("/api/v1/users", key).status()).isEqualTo(200);

        database.execute(
                "UPDATE accounts SET roles = '{customer}', generation = generation + 1 WHERE username = 'clerk'");
        database.execute("INSERT INTO revocations (account, min_generation, expires_at)"
                + " SELECT id, generation, now() + interval '10 minutes' FROM accounts WHERE username = 'clerk'");
        Awaitility.await().until(() -> get("/api/v1/users", key).status() == 403);
        assertThat(clerk).isNotEmpty();
    }

    @Test
    void makesNoStrongerKeyFromAWeakOneByRotatingIt() {
        var strong = make(ada, "read_own_orders", "write_own_api_keys");
        var weak = make(ada, "write_own_api_keys").json().getString("key");

        assertThat(rotate(weak, strong.header("location"), 0).status()).isEqualTo(403);
    }

    @Test
    void endsWithinSecondsWhenItIsRevoked() {
        var made = make(ada, "read_own_profile");
        var key = made.json().getString("key");
        assertThat(get("/api/v1/profile", key).status()).isEqualTo(200);

        assertThat(call(HttpMethod.DELETE, made.header("location"), ada, null).status())
                .isEqualTo(204);

        Awaitility.await().until(() -> get("/api/v1/profile", key).status() == 401);
        assertThat(database.number("SELECT count(*) FROM revocations r JOIN api_keys k ON k.credential = r.credential"
                        + " WHERE r.expires_at > now() + interval '6 minutes'"))
                .as("longer than a token of a key can live")
                .isZero();
        assertThat(get(made.header("location"), ada).status()).isEqualTo(404);
        assertThat(call(HttpMethod.DELETE, made.header("location"), ada, null).status())
                .isEqualTo(404);
    }

    @Test
    void getsANewSecretAndTheOldOneEnds() {
        var made = make(ada, "read_own_profile");
        var old = made.json().getString("key");
        assertThat(get("/api/v1/profile", old).status()).isEqualTo(200);

        var fresh = rotate(ada, made.header("location"), 0).json().getString("key");

        assertThat(get("/api/v1/profile", fresh).status()).isEqualTo(200);
        Awaitility.await().until(() -> get("/api/v1/profile", old).status() == 401);
    }

    @Test
    void keepsTheOldSecretForItsGraceAndOnlyOneOfThem() {
        var made = make(ada, "read_own_profile");
        var first = made.json().getString("key");
        var second = rotate(ada, made.header("location"), 600).json().getString("key");
        for (var key : List.of(first, second)) {
            assertThat(get("/api/v1/profile", key).status()).isEqualTo(200);
        }

        var third = rotate(ada, made.header("location"), 600).json().getString("key");

        Awaitility.await().until(() -> get("/api/v1/profile", first).status() == 401);
        assertThat(get("/api/v1/profile", second).status()).isEqualTo(200);
        assertThat(get("/api/v1/profile", third).status()).isEqualTo(200);
    }

    @Test
    void expires() {
        var made = make(ada, "read_own_profile");
        database.execute("UPDATE api_keys SET expires_at = now() WHERE id = '"
                + made.json().getString("id") + "'");

        assertThat(get("/api/v1/profile", made.json().getString("key")).status())
                .isEqualTo(401);
    }

    @Test
    void stopsWithItsAccount() {
        var token = newcomer("barred");
        var key = make(token, "read_own_profile").json().getString("key");
        database.execute("UPDATE accounts SET disabled = true WHERE username = 'barred'");

        assertThat(get("/api/v1/profile", key).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "souk_",
                "souk__",
                "souk_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "souk_0000000000000000000000000000000g_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "souk_' OR '1'='1",
                "souk_../../../etc/passwd"
            })
    void isRefusedWhenItIsNoKey(String key) {
        assertThat(get("/api/v1/profile", key).status()).isEqualTo(401);
    }

    @Test
    void isNotFoundByOthers() {
        var mine = make(ada, "read_own_profile").header("location");
        var other = newcomer("other");

        assertThat(get(mine, other).status()).isEqualTo(404);
        assertThat(call(HttpMethod.DELETE, mine, other, null).status()).isEqualTo(404);
        assertThat(rotate(other, mine, 0).status()).isEqualTo(404);
        assertThat(get(ALL, other).json().getJsonArray("items")).isEmpty();
    }

    @Test
    void hasABoundPerAccount() {
        var token = newcomer("collector");
        for (var number = 0; number < ApiKeys.MOST; number++) {
            assertThat(make(token, "read_own_profile").status()).isEqualTo(201);
        }

        assertThat(make(token, "read_own_profile").status()).isEqualTo(409);
    }

    @Test
    void namesEverythingThatIsWrong() {
        var refused = call(
                HttpMethod.POST,
                ALL,
                ada,
                new JsonObject()
                        .put("name", "")
                        .put("scopes", new JsonArray().add("fly"))
                        .put("expiresAt", "2001-01-01T00:00:00Z")
                        .put("admin", true));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).isEqualTo("/admin /expiresAt /name /scopes/0");
    }

    @Test
    void givesOtherServicesATokenOverTheBus() {
        var key = make(ada, "read_own_orders").json().getString("key");

        var exchanged = await(auth.bus()
                .call(
                        AuthOperations.EXCHANGE,
                        new ExchangeCredential(key),
                        CallContext.onOwnBehalf(java.time.Duration.ofSeconds(2))));

        var claims = new JsonObject(new String(
                java.util.Base64.getUrlDecoder().decode(exchanged.accessToken().split("\\.")[1])));
        assertThat(claims.getString("scope")).isEqualTo("read_own_orders");
        assertThat(claims.getJsonArray("roles")).isEmpty();
        assertThat(exchanged.expiresAt()).isBetween(Instant.now(), Instant.now().plusSeconds(300));
    }

    @Test
    void isMadeAndUsedManyTimesAtOnce() {
        var key = make(ada, "read_own_profile").json().getString("key");

        var replies = IntStream.range(0, 100)
                .mapToObj(number ->
                        auth.send(HttpMethod.GET, "/api/v1/profile", Map.of("authorization", "Bearer " + key), null))
                .toList();
        await(Future.join(replies));

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.result().status()).isEqualTo(200));
    }

    private static String newcomer(String name) {
        auth.register(registration(name));
        return auth.tokenOf(name);
    }

    private static Reply make(String token, String... scopes) {
        return call(HttpMethod.POST, ALL, token, newKey(scopes));
    }

    private static JsonObject newKey(String... scopes) {
        return new JsonObject().put("name", "till 3").put("scopes", new JsonArray(List.of(scopes)));
    }

    private static Reply rotate(String token, String path, int grace) {
        return call(HttpMethod.POST, path + "/rotate", token, new JsonObject().put("graceSeconds", grace));
    }

    private static Reply get(String path, String token) {
        return call(HttpMethod.GET, path, token, null);
    }

    private static Reply call(HttpMethod method, String path, String token, JsonObject body) {
        var headers = new HashMap<String, String>();
        headers.put("authorization", "Bearer " + token);
        return await(auth.send(method, path, headers, body == null ? null : body.toBuffer()));
    }
}
