package souk.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.shared.bus.CallContext;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.ExchangeCredential;
import souk.testing.TestDatabase;

/** What API keys must not be good for. */
class ApiKeyLimitsTest {

    private static final String ALL = "/api/v1/api-keys";

    private static TestDatabase database;
    private static RunningAuth auth;

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

    @Test
    void doesNotOutliveTheKeyThatItWasMadeWith() {
        var expiry = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        var parent = call(
                HttpMethod.POST,
                ALL,
                newcomer("parent"),
                newKey("write_own_api_keys").put("expiresAt", expiry.toString()));

        var child = make(parent.json().getString("key"), "write_own_api_keys");
        var grandchild = make(child.json().getString("key"), "write_own_api_keys");

        assertThat(child.json().getInstant("expiresAt")).isEqualTo(expiry);
        assertThat(grandchild.json().getInstant("expiresAt")).isEqualTo(expiry);
    }

    @Test
    void isNotMadeBySomebodyWhoseSessionHasJustEnded() {
        var leaving = newcomer("leaving");
        var made = make(leaving, "read_own_profile");
        assertThat(call(HttpMethod.POST, "/api/v1/logout", leaving, null).status())
                .isEqualTo(204);

        assertThat(make(leaving, "read_own_profile").status()).isEqualTo(401);
        assertThat(rotate(leaving, made.header("location"), 0).status()).isEqualTo(401);
        assertThat(database.number("SELECT count(*) FROM api_keys k JOIN accounts a ON a.id = k.account_id"
                        + " WHERE a.username = 'leaving' AND rotated_at IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void fillsTheAuditTrailWithNoEntryForEachGuess() {
        var known = make(newcomer("guessed"), "read_own_profile").json();
        var id = known.getString("id");
        var begins = known.getString("key").substring(0, known.getString("key").length() - 3);

        for (var number = 100; number < 140; number++) {
            guess(begins + number);
            guess("souk_" + UUID.randomUUID().toString().replace("-", "") + "_" + "A".repeat(43));
            guess("souk_no_key_" + number);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(database.number(wrongKeys("sum(count)", "api-key:" + id)))
                        .isGreaterThanOrEqualTo(40));
        Awaitility.await()
                .untilAsserted(() -> assertThat(database.number(wrongKeys("sum(count)", "api-key:-")))
                        .isGreaterThanOrEqualTo(80));
        assertThat(database.number(wrongKeys("count(*)", "api-key:-"))).isLessThan(10);
        assertThat(database.number(wrongKeys("count(*)", "api-key:" + id))).isLessThan(10);
    }

    @Test
    void isNotOneTooManyBecauseTwoAreMadeAtOnce() throws SQLException {
        var busy = newcomer("busy");
        database.execute("INSERT INTO api_keys (id, account_id, name, scopes, credential, secret_hash, expires_at)"
                + " SELECT uuidv7(), id, 'one', '{read_own_profile}', uuidv7(), '', now() + interval '1 day'"
                + " FROM accounts, generate_series(2, " + ApiKeys.MOST + ") WHERE username = 'busy'");
        var headers = Map.of("authorization", "Bearer " + busy, "content-type", "application/json");
        var body = newKey("read_own_profile").toBuffer();

        List<Future<Reply>> both;
        try (var other = database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM accounts WHERE username = 'busy' FOR UPDATE");
            both = List.of(
                    auth.send(HttpMethod.POST, ALL, headers, body), auth.send(HttpMethod.POST, ALL, headers, body));
            Awaitility.await()
                    .until(() -> database.number("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                            == 2);
            other.commit();
        }
        await(Future.join(both));

        assertThat(both.stream().map(reply -> reply.result().status()).sorted().toList())
                .containsExactly(201, 409);
    }

    private static void guess(String key) {
        var context = CallContext.onOwnBehalf(Duration.ofSeconds(2));
        var tried = auth.bus().call(AuthOperations.EXCHANGE, new ExchangeCredential(key), context);
        assertThat(await(tried.map("taken").otherwise("refused"))).isEqualTo("refused");
    }

    private static String wrongKeys(String what, String subject) {
        return "SELECT coalesce(" + what + ", 0) FROM audit_entries WHERE subject = '" + subject + "'";
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

    private static Reply call(HttpMethod method, String path, String token, JsonObject body) {
        var headers = new HashMap<String, String>();
        headers.put("authorization", "Bearer " + token);
        return await(auth.send(method, path, headers, body == null ? null : body.toBuffer()));
    }
}
