package souk.auth.user;

import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

/** A running auth with an administrator, and what administrators do over HTTP. */
final class Administration implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final RunningAuth auth = RunningAuth.on(database);
    final String admin = with("root", "admin");

    /** The token of a new account with that role. */
    String with(String name, String role) {
        auth.register(registration(name));
        database.execute("UPDATE accounts SET roles = '{" + role + "}' WHERE username = '" + name.toLowerCase() + "'");
        return auth.tokenOf(name);
    }

    JsonObject user(String name) {
        return get("/api/v1/users?q=" + name, admin).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(user -> user.getString("username").equals(name))
                .findFirst()
                .orElseThrow();
    }

    Reply setRoles(String token, JsonObject user, String... names) {
        return put("/api/v1/users/" + user.getString("id") + "/roles", token, current(user), roles(names));
    }

    Reply disable(String token, JsonObject user) {
        return patch(token, user, new JsonObject().put("disabled", true));
    }

    Reply patch(String token, JsonObject user, JsonObject change) {
        return call(HttpMethod.PATCH, "/api/v1/users/" + user.getString("id"), token, Map.of("if-match", "*"), change);
    }

    Reply get(String path, String token) {
        return auth.get(path, Map.of("authorization", "Bearer " + token));
    }

    Reply put(String path, String token, Map<String, String> headers, JsonObject body) {
        return call(HttpMethod.PUT, path, token, headers, body);
    }

    Reply delete(String path, String token, String ifMatch) {
        return call(HttpMethod.DELETE, path, token, Map.of("if-match", ifMatch), null);
    }

    Reply call(HttpMethod method, String path, String token, Map<String, String> headers, JsonObject body) {
        var all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + token);
        return await(auth.send(method, path, all, body == null ? null : body.toBuffer()));
    }

    static List<String> names(Reply reply) {
        return reply.json().getJsonArray("items").stream()
                .map(user -> ((JsonObject) user).getString("username"))
                .toList();
    }

    static Map<String, String> current(JsonObject user) {
        return Map.of("if-match", "\"" + user.getLong("version") + "\"");
    }

    static JsonObject roles(String... names) {
        return new JsonObject().put("roles", new JsonArray(List.of(names)));
    }

    static JsonObject role(String... permissions) {
        return new JsonObject().put("description", "").put("permissions", new JsonArray(List.of(permissions)));
    }

    @Override
    public void close() {
        auth.close();
        database.close();
    }
}
