package souk.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

/** Who may give which rights to whom, over HTTP. */
class RightsTest {

    private static TestDatabase database;
    private static RunningAuth auth;
    private static String admin;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        admin = with("root", "admin");
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void givesARoleThatWorksAtOnceAndEndsTheTokensOfBefore() {
        var clerk = with("clerk", "customer");
        var user = user("clerk");

        var changed = setRoles(admin, user, "order_manager", "customer");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getJsonArray("permissions")).contains("write_orders", "write_own_orders");
        Awaitility.await().until(() -> auth.profile(clerk).status() == 401);
        assertThat(auth.profile(auth.tokenOf("clerk")).json().getJsonArray("roles"))
                .containsExactly("customer", "order_manager");
    }

    @Test
    void letsNobodyGrantWhatTheyLack() {
        put(
                        "/api/v1/roles/desk",
                        admin,
                        Map.of(),
                        role("read_users", "write_users", "read_own_orders", "write_own_orders"))
                .status();
        var clerk = with("desk-clerk", "desk");
        with("plain", "customer");

        var refused = setRoles(clerk, user("plain"), "order_manager");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("write_orders");
        assertThat(setRoles(clerk, user("plain"), "desk").status()).isEqualTo(200);
        assertThat(setRoles(clerk, user("root"), "desk").status())
                .as("takes from the user what the clerk could not give")
                .isEqualTo(403);
        assertThat(disable(clerk, user("root")).status()).isEqualTo(403);
        assertThat(auth.logIn("root", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastAdministrator() {
        assertThat(setRoles(admin, user("root"), "customer").status()).isEqualTo(409);
        assertThat(disable(admin, user("root")).status()).isEqualTo(409);
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoRemoveEachOther() {
        try (var other = TestDatabase.create();
                var service = RunningAuth.on(other)) {
            var tokens = new ArrayList<String>();
            for (var name : List.of("one", "two")) {
                service.register(registration(name));
                other.execute("UPDATE accounts SET roles = '{admin}' WHERE username = '" + name + "'");
                tokens.add(service.tokenOf(name));
            }
            var removals = List.of(
                    send(
                            service,
                            HttpMethod.PUT,
                            path(service, tokens.get(0), "two"),
                            tokens.get(0),
                            roles("customer")),
                    send(
                            service,
                            HttpMethod.PUT,
                            path(service, tokens.get(1), "one"),
                            tokens.get(1),
                            roles("customer")));
            await(Future.join(removals));

            var outcomes = new TreeMap<Integer, Integer>();
            removals.forEach(reply -> outcomes.merge(reply.result().status(), 1, Integer::sum));
            assertThat(outcomes).as("the second is no administrator any more").isEqualTo(Map.of(200, 1, 401, 1));
            assertThat(other.number("SELECT count(*) FROM accounts WHERE roles @> '{admin}'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void disablesAndEnables() {
        var token = with("barred", "seller");

        assertThat(disable(admin, user("barred")).json().getBoolean("disabled")).isTrue();

        Awaitility.await().until(() -> auth.profile(token).status() == 401);
        assertThat(auth.logIn("barred", PASSWORD).status()).isEqualTo(401);
        assertThat(patch(admin, user("barred"), new JsonObject().put("disabled", false))
                        .status())
                .isEqualTo(200);
        assertThat(auth.logIn("barred", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void changesAUserUnderItsVersionOnly() {
        with("versioned", "customer");
        var path = "/api/v1/users/" + user("versioned").getString("id");

        var without = call(HttpMethod.PATCH, path, admin, Map.of(), new JsonObject().put("disabled", true));
        var stale = call(
                HttpMethod.PATCH, path, admin, Map.of("if-match", "\"7\""), new JsonObject().put("disabled", true));

        assertThat(without.status()).isEqualTo(428);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("etag")).isEqualTo("\"1\"");
    }

    @Test
    void namesEveryRoleThatThereIsNot() {
        with("hopeful", "customer");

        var refused = setRoles(admin, user("hopeful"), "king", "seller", "queen");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).isEqualTo("/roles/0 /roles/2");
    }

    @Test
    void findsUsersByTheBeginningOfNameOrAddressInParts() {
        for (var number = 0; number < 5; number++) {
            with("find_me" + number, "seller");
        }
        with("findXme", "seller");

        var first = get("/api/v1/users?q=FIND_ME&role=seller&limit=3", admin);
        var second = get(
                "/api/v1/users?q=FIND_ME&role=seller&limit=3&cursor="
                        + first.json().getString("next"),
                admin);

        assertThat(names(first)).containsExactly("find_me4", "find_me3", "find_me2");
        assertThat(names(second)).containsExactly("find_me1", "find_me0");
        assertThat(second.json().getString("next")).isNull();
        assertThat(names(get("/api/v1/users?q=find_me3@ex", admin))).containsExactly("find_me3");
        assertThat(names(get("/api/v1/users?q=find_me&disabled=true", admin))).isEmpty();
        assertThat(get("/api/v1/users?disabled=perhaps&cursor=x&colour=red", admin)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void hasOwnRolesWithARightOfTheirOwn() {
        var made = put("/api/v1/roles/packer", admin, Map.of(), role("read_orders"));
        var packer = with("packer", "packer");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isEqualTo("/api/v1/roles/packer");
        assertThat(get("/api/v1/users", packer).status()).isEqualTo(403);
        assertThat(put("/api/v1/roles/packer", admin, Map.of(), role("read_users"))
                        .status())
                .isEqualTo(428);
        assertThat(put("/api/v1/roles/packer", admin, Map.of("if-match", "\"1\""), role("read_users"))
                        .status())
                .isEqualTo(200);
        Awaitility.await().until(() -> get("/api/v1/users", packer).status() == 401);
        assertThat(get("/api/v1/users", auth.tokenOf("packer")).status()).isEqualTo(200);

        assertThat(delete("/api/v1/roles/packer", admin, "\"2\"").status()).isEqualTo(409);
        setRoles(admin, user("packer"), "customer");
        assertThat(delete("/api/v1/roles/packer", admin, "\"1\"").status()).isEqualTo(412);
        assertThat(delete("/api/v1/roles/packer", admin, "\"2\"").status()).isEqualTo(204);
        assertThat(get("/api/v1/roles/packer", admin).status()).isEqualTo(404);
    }

    @Test
    void leavesBuiltInRolesAsTheyAre() {
        assertThat(get("/api/v1/roles/admin", admin).json().getBoolean("builtIn"))
                .isTrue();
        assertThat(put("/api/v1/roles/customer", admin, Map.of("if-match", "*"), role("write_users"))
                        .status())
                .isEqualTo(409);
        assertThat(delete("/api/v1/roles/auditor", admin, "*").status()).isEqualTo(409);
    }

    @Test
    void makesNoRoleThatMayDoMoreThanItsMaker() {
        put("/api/v1/roles/role_clerk", admin, Map.of(), role("read_roles", "write_roles"));
        var clerk = with("role-clerk", "role_clerk");

        assertThat(put("/api/v1/roles/mighty", clerk, Map.of(), role("write_keys"))
                        .status())
                .isEqualTo(403);
        assertThat(put("/api/v1/roles/role_clerk", clerk, Map.of("if-match", "*"), role("write_keys"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void namesAllThatIsWrongWithARole() {
        var refused = put(
                "/api/v1/roles/1st",
                admin,
                Map.of(),
                new JsonObject()
                        .put(
                                "permissions",
                                new JsonArray().add("fly").add("read_users").add("read_users"))
                        .put("colour", 1));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).isEqualTo("/colour /name /permissions/0 /permissions/2");
    }

    private static String with(String name, String role) {
        auth.register(registration(name));
        database.execute("UPDATE accounts SET roles = '{" + role + "}' WHERE username = '" + name.toLowerCase() + "'");
        return auth.tokenOf(name);
    }

    private static JsonObject user(String name) {
        return get("/api/v1/users?q=" + name, admin).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(user -> user.getString("username").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Reply reply) {
        return reply.json().getJsonArray("items").stream()
                .map(user -> ((JsonObject) user).getString("username"))
                .toList();
    }

    private static Reply setRoles(String token, JsonObject user, String... names) {
        return put("/api/v1/users/" + user.getString("id") + "/roles", token, current(user), roles(names));
    }

    private static Reply disable(String token, JsonObject user) {
        return patch(token, user, new JsonObject().put("disabled", true));
    }

    private static Reply patch(String token, JsonObject user, JsonObject change) {
        return call(HttpMethod.PATCH, "/api/v1/users/" + user.getString("id"), token, Map.of("if-match", "*"), change);
    }

    private static Map<String, String> current(JsonObject user) {
        return Map.of("if-match", "\"" + user.getLong("version") + "\"");
    }

    private static JsonObject roles(String... names) {
        return new JsonObject().put("roles", new JsonArray(List.of(names)));
    }

    private static JsonObject role(String... permissions) {
        return new JsonObject().put("description", "").put("permissions", new JsonArray(List.of(permissions)));
    }

    private static Reply get(String path, String token) {
        return auth.get(path, Map.of("authorization", "Bearer " + token));
    }

    private static Reply put(String path, String token, Map<String, String> headers, JsonObject body) {
        return call(HttpMethod.PUT, path, token, headers, body);
    }

    private static Reply delete(String path, String token, String ifMatch) {
        return call(HttpMethod.DELETE, path, token, Map.of("if-match", ifMatch), null);
    }

    private static Reply call(
            HttpMethod method, String path, String token, Map<String, String> headers, JsonObject body) {
        var all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + token);
        return await(auth.send(method, path, all, body == null ? null : body.toBuffer()));
    }

    private static Future<Reply> send(
            RunningAuth service, HttpMethod method, String path, String token, JsonObject body) {
        return service.send(method, path, Map.of("authorization", "Bearer " + token, "if-match", "*"), body.toBuffer());
    }

    private static String path(RunningAuth service, String token, String name) {
        var found = service.get("/api/v1/users?q=" + name, Map.of("authorization", "Bearer " + token));
        return "/api/v1/users/"
                + found.json().getJsonArray("items").getJsonObject(0).getString("id") + "/roles";
    }
}
