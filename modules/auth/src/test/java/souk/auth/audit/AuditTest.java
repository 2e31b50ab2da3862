package souk.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.shared.audit.AuditEntry;
import souk.shared.bus.CallContext;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.RecordAudit;
import souk.shared.http.Cursor;
import souk.shared.id.UuidV7;
import souk.testing.TestDatabase;

class AuditTest {

    private static TestDatabase database;
    private static RunningAuth auth;
    private static String auditor;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        auth.register(registration("auditor"));
        database.execute("UPDATE accounts SET roles = '{auditor}' WHERE username = 'auditor'");
        auditor = auth.tokenOf("auditor");
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void isForAuditorsOnly() {
        auth.register(registration("curious"));

        assertThat(get("/api/v1/audit", auth.tokenOf("curious")).status()).isEqualTo(403);
        assertThat(auth.get("/api/v1/audit", Map.of()).status()).isEqualTo(401);
        assertThat(get("/api/v1/audit", auditor).status()).isEqualTo(200);
    }

    @Test
    void tellsWhatWasRefusedToWhomAndCountsRepetitions() {
        auth.register(registration("prober"));
        var token = auth.tokenOf("prober");
        for (var attempt = 0; attempt < 30; attempt++) {
            get("/api/v1/users", token);
        }

        Awaitility.await().until(() -> refusals("prober") == 30);
        var entry = entries("?kind=request&outcome=refused&limit=100").stream()
                .filter(one -> "prober".equals(one.getString("actorName")))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getString("subject")).isEqualTo("GET /api/v1/users");
        assertThat(entry.getString("address")).isEqualTo("127.0.0.1");
        assertThat(entry.getJsonObject("detail").getString("code")).isEqualTo("forbidden");
        assertThat(entries("?kind=request&limit=100").stream()
                        .filter(one -> "prober".equals(one.getString("actorName"))))
                .hasSizeLessThan(8);
    }

    @Test
    void tellsOfTokensThatAreWorthNothing() {
        get("/api/v1/profile", "not.a.token");

        Awaitility.await()
                .until(() -> entries("?kind=request&limit=100").stream()
                        .anyMatch(entry -> entry.getString("subject").equals("GET /api/v1/profile")
                                && entry.getString("actor") == null));
    }

    @Test
    void tellsOfKeysAndRoles() {
        auth.register(registration("maker"));
        var made = await(auth.send(
                HttpMethod.POST,
                "/api/v1/api-keys",
                Map.of("authorization", "Bearer " + auth.tokenOf("maker")),
                new JsonObject()
                        .put("name", "till")
                        .put("scopes", new JsonArray().add("read_own_orders"))
                        .toBuffer()));

        var entry = entries("?kind=api-key.created").get(0);
        assertThat(entry.getString("subject"))
                .isEqualTo("api-key:" + made.json().getString("id"));
        assertThat(entry.getString("actorName")).isEqualTo("maker");
        assertThat(entry.encode()).doesNotContain(made.json().getString("key").substring(38));
    }

    @Test
    void tellsOfRefreshesAndOfKeysInUse() {
        auth.register(registration("regular"));
        var grant = auth.logIn("regular", RunningAuth.PASSWORD).json();
        var key = await(auth.send(
                        HttpMethod.POST,
                        "/api/v1/api-keys",
                        Map.of("authorization", "Bearer " + grant.getString("accessToken")),
                        new JsonObject()
                                .put("name", "till")
                                .put("scopes", new JsonArray().add("read_own_profile"))
                                .toBuffer()))
                .json();

        auth.post("/api/v1/token/refresh", new JsonObject().put("refreshToken", grant.getString("refreshToken")));
        auth.profile(key.getString("key"));

        assertThat(entries("?kind=user.registered").get(0).getString("actorName"))
                .isEqualTo("regular");
        assertThat(entries("?kind=session.refreshed").get(0).getString("actorName"))
                .isEqualTo("regular");
        assertThat(entries("?kind=api-key.used&outcome=success&subject=api-key:" + key.getString("id")))
                .hasSize(1);
    }

    @Test
    void keepsEntriesOfOtherServicesOnce() {
        var entry = new AuditEntry(
                UuidV7.next(),
                Instant.now(),
                "product.grant-changed",
                AuditEntry.Outcome.SUCCESS,
                UuidV7.next(),
                "ada",
                null,
                null,
                "product:7",
                "products",
                "request-1",
                Map.of("level", "view"),
                1);
        for (var time = 0; time < 2; time++) {
            await(auth.bus()
                    .call(
                            AuthOperations.AUDIT,
                            new RecordAudit(List.of(entry)),
                            CallContext.onOwnBehalf(Duration.ofSeconds(2))));
        }

        assertThat(entries("?subject=product:7")).hasSize(1);
        assertThat(entries("?subject=product:7&to=" + Instant.now().minusSeconds(60)))
                .isEmpty();
    }

    @Test
    void isReadInPartsThatFollowEachOther() {
        var address = "198.51.100.7";
        for (var number = 0; number < 5; number++) {
            var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number / 2);
            database.execute("INSERT INTO audit_entries (id, at, kind, outcome, address, service, detail, count)"
                    + " VALUES ('" + UuidV7.next() + "', '" + at + "', 'paged', 'success', '" + address
                    + "', 'auth', '{}', " + (number + 1) + ")");
        }

        var first = get("/api/v1/audit?kind=paged&limit=3", auditor).json();
        var second = get("/api/v1/audit?kind=paged&limit=3&cursor=" + first.getString("next"), auditor)
                .json();

        assertThat(counts(first)).containsExactly(5, 4, 3);
        assertThat(counts(second)).containsExactly(2, 1);
        var madeUp = Cursor.encode("audit", List.of("yesterday", "me"));
        assertThat(get("/api/v1/audit?cursor=" + madeUp, auditor).status()).isEqualTo(400);
        var endless = Cursor.encode(
                "audit",
                List.of("+1000000000-12-31T23:59:59Z", UUID.randomUUID().toString()));
        assertThat(get("/api/v1/audit?cursor=" + endless, auditor).status()).isEqualTo(400);
        assertThat(get("/api/v1/audit?outcome=odd&from=yesterday", auditor).pointers())
                .isEqualTo("from outcome");
        assertThat(get("/api/v1/audit?from=-1000000000-01-01T00:00:00Z&to=%2B1000000000-12-31T23:59:59Z", auditor)
                        .pointers())
                .isEqualTo("from to");
    }

    private static long refusals(String name) {
        return database.number(
                "SELECT coalesce(sum(count), 0) FROM audit_entries WHERE kind = 'request' AND actor_name = '" + name
                        + "'");
    }

    private static List<Integer> counts(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(entry -> ((JsonObject) entry).getInteger("count"))
                .toList();
    }

    private static List<JsonObject> entries(String query) {
        return get("/api/v1/audit" + query, auditor).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Reply get(String path, String token) {
        return auth.get(path, Map.of("authorization", "Bearer " + token));
    }
}
