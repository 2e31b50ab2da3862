package souk.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

/** What somebody could still do with a right or an account that is gone. */
class LostRightsTest {

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
    void refusesAtOnceWhatALostRoleAllowed() {
        var fallen = with("fallen", "admin");
        var user = user("fallen");
        assertThat(setRoles(admin, user, "customer").status()).isEqualTo(200);

        var returned = call(
                HttpMethod.PUT,
                "/api/v1/users/" + user.getString("id") + "/roles",
                fallen,
                Map.of("if-match", "*"),
                roles("admin"));
        var backDoor = put("/api/v1/roles/back_door", fallen, Map.of(), role("write_users"));

        assertThat(returned.status()).isEqualTo(401);
        assertThat(backDoor.status()).isEqualTo(401);
        assertThat(user("fallen").getJsonArray("roles")).containsExactly("customer");
        assertThat(get("/api/v1/roles/back_door", admin).status()).isEqualTo(404);
    }

    @Test
    void endsSessionsForGoodWhenItDisables() {
        with("suspect", "customer");
        var session = auth.session("suspect");

        disable(admin, user("suspect"));
        patch(admin, user("suspect"), new JsonObject().put("disabled", false));

        assertThat(auth.refresh(session.getString("refreshToken")).status()).isEqualTo(401);
    }

    @Test
    void leavesADeletedAccountAsItIs() {
        with("gone", "customer");
        var user = user("gone");
        database.execute("UPDATE accounts SET deleted_at = now(), disabled = true WHERE username = 'gone'");

        assertThat(patch(admin, user, new JsonObject().put("disabled", false)).status())
                .isEqualTo(404);
        assertThat(setRoles(admin, user, "admin").status()).isEqualTo(404);
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

    private static Reply call(
            HttpMethod method, String path, String token, Map<String, String> headers, JsonObject body) {
        var all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + token);
        return await(auth.send(method, path, all, body == null ? null : body.toBuffer()));
    }
}
