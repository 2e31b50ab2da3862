package souk.auth.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.shared.bus.Bus;
import souk.shared.config.LiveKeys;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.SettingsTold;
import souk.shared.runtime.ServiceContext;
import souk.testing.TestDatabase;

/** Settings of the whole cluster over HTTP, and a node that follows them. */
class SettingsTest {

    private static final String SETTINGS = "/api/v1/admin/settings";
    private static final String CACHE = SETTINGS + "/features.edge-cache";

    private static TestDatabase database;
    private static RunningAuth auth;
    private static String admin;
    private static String auditor;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        admin = with("chief", "admin");
        auditor = with("eye", "auditor");
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void showsEveryKeyWithItsDefaultAndMeaningToAuditors() {
        var all = get(SETTINGS, auditor);

        assertThat(all.status()).isEqualTo(200);
        var items = all.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(items).extracting(item -> item.getString("key")).contains("log.level", "features.registration");
        assertThat(items)
                .allSatisfy(item -> assertThat(item.getString("meaning")).isNotEmpty());
        assertThat(get(SETTINGS, with("buyer", "customer")).status()).isEqualTo(403);
        assertThat(put(CACHE, auditor, "*", false).status()).isEqualTo(403);
    }

    @Test
    void setsUnderTheVersionThatWasReadAndSaysWhoDidIt() {
        var key = SETTINGS + "/features.load-shedding";
        var untouched = get(key, admin);
        assertThat(untouched.header("etag")).isEqualTo("\"0\"");
        assertThat(put(key, admin, null, false).status()).isEqualTo(428);

        var changed = put(key, admin, "\"0\"", false);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isEqualTo("\"1\"");
        assertThat(changed.json().getBoolean("value")).isFalse();
        assertThat(changed.json().getBoolean("default")).isTrue();
        assertThat(changed.json().getJsonObject("changedBy").getString("username"))
                .isEqualTo("chief");
        var second = put(key, admin, "\"0\"", true);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.json().getLong("currentVersion")).isEqualTo(1);
    }

    @Test
    void neverCountsTheVersionFromTheStartAgainWhenASettingIsTakenBack() {
        var key = SETTINGS + "/features.rate-limiting";
        put(key, admin, "\"0\"", false);

        assertThat(call(HttpMethod.DELETE, key, admin, "\"1\"", null).status()).isEqualTo(204);
        var back = get(key, admin);
        assertThat(back.header("etag")).isEqualTo("\"2\"");
        assertThat(back.json().getBoolean("value")).isTrue();
        assertThat(back.json().getBoolean("changed")).isFalse();
        assertThat(call(HttpMethod.DELETE, key, admin, "\"2\"", null).status()).isEqualTo(204);
        assertThat(get(key, admin).header("etag")).as("nothing was changed").isEqualTo("\"2\"");
    }

    @Test
    void refusesWhatASettingCannotBeAndPointsAtIt() {
        for (var wrong : new Object[] {"false", 1, null, new JsonObject()}) {
            var refused = put(CACHE, admin, "*", wrong);
            assertThat(refused.status()).as("%s", wrong).isEqualTo(400);
            assertThat(refused.pointers()).isEqualTo("/value");
        }
        assertThat(put(SETTINGS + "/log.level", admin, "*", "fatal").pointers()).isEqualTo("/value");
        assertThat(put(SETTINGS + "/features.teleport", admin, "*", true).status())
                .isEqualTo(404);
    }

    @Test
    void tellsTheAuditTrailWhatBecameOfWhat() {
        put(SETTINGS + "/log.level.souk.example", admin, "*", "debug");

        var entry = get("/api/v1/audit?kind=setting.changed&subject=setting:log.level.souk.example", auditor)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(entry.getString("actorName")).isEqualTo("chief");
        assertThat(entry.getJsonObject("detail").getMap()).isEqualTo(Map.of("from", "default", "to", "debug"));
    }

    @Test
    void closesTheRegistrationOnEveryNodeWithinASecondAndOpensItAgain() {
        var node = ServiceContext.local(auth.vertx(), "orders", auth.bus());
        await(node.followSettings());
        var key = SETTINGS + "/features.registration";

        var from = System.nanoTime();
        put(key, admin, "*", false);
        awaitUntil(() -> !node.live().flag(LiveKeys.REGISTRATION));
        assertThat(System.nanoTime() - from)
                .as("by the news, not by the next look")
                .isLessThan(2_500_000_000L);
        awaitUntil(() -> auth.register(registration("late")).status() == 403);
        assertThat(auth.register(registration("late")).code()).isEqualTo("registration-closed");

        call(HttpMethod.DELETE, key, admin, "*", null);
        awaitUntil(() -> auth.register(registration("early")).status() == 201);
    }

    @Test
    void startsANodeWithoutAuthAndCatchesUpWhenItIsThere() {
        var elsewhere = Vertx.vertx();
        try {
            var bus = Bus.local(elsewhere);
            var node = ServiceContext.local(elsewhere, "orders", bus);
            await(node.followSettings());
            assertThat(node.live().flag(LiveKeys.EDGE_CACHE)).isTrue();

            var told = new SettingsTold(7, Map.of("features.edge-cache", "false"));
            await(bus.serve(AuthOperations.SETTINGS, (ask, context) -> Future.succeededFuture(told)));
            awaitUntil(() -> node.live().revision() == 7);
            assertThat(node.live().flag(LiveKeys.EDGE_CACHE)).isFalse();
        } finally {
            await(elsewhere.close());
        }
    }

    private static String with(String name, String role) {
        auth.register(registration(name));
        database.execute("UPDATE accounts SET roles = '{" + role + "}' WHERE username = '" + name + "'");
        return auth.tokenOf(name);
    }

    private static Reply get(String path, String token) {
        return auth.get(path, Map.of("authorization", "Bearer " + token));
    }

    private static Reply put(String path, String token, String ifMatch, Object value) {
        return call(HttpMethod.PUT, path, token, ifMatch, new JsonObject().put("value", value));
    }

    private static Reply call(HttpMethod method, String path, String token, String ifMatch, JsonObject body) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer " + token));
        if (ifMatch != null) {
            headers.put("if-match", ifMatch);
        }
        return await(auth.send(method, path, headers, body == null ? null : body.toBuffer()));
    }
}
