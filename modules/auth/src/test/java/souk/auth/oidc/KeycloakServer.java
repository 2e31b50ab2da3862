package souk.auth.oidc;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Keycloak with the realm of {@code compose/keycloak}, on a free port of the loopback interface. It dies with
 * this JVM, however that ends.
 */
final class KeycloakServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String ADMIN = "test-admin";

    /** Kills Keycloak when the process that started it is gone. */
    private static final String WATCHED = """
            "$1" start-dev --import-realm --http-host 127.0.0.1 --http-port "$2" & keycloak=$!
            while kill -0 "$3" 2>/dev/null && kill -0 $keycloak 2>/dev/null; do sleep 0.5; done
            kill -9 $keycloak 2>/dev/null""";

    private final int port;
    private final Browser admin = new Browser();
    private Process process;

    KeycloakServer() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String site() {
        return "http://127.0.0.1:" + port;
    }

    String issuer() {
        return site() + "/realms/souk";
    }

    /** @param home the distribution, unpacked @param realm to be imported */
    void start(Path home, String realm) {
        try {
            forget(home.resolve("data"));
            var imported = Files.createDirectories(home.resolve("data").resolve("import"));
            Files.writeString(imported.resolve("souk-realm.json"), realm);
            var script = home.resolve("bin").resolve("kc.sh").toAbsolutePath().toString();
            var me = Long.toString(ProcessHandle.current().pid());
            var builder = new ProcessBuilder("bash", "-c", WATCHED, "bash", script, Integer.toString(port), me);
            builder.environment()
                    .putAll(Map.of(
                            "JAVA_OPTS_KC_HEAP", "-Xmx384m",
                            "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                            "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN));
            var log = home.resolveSibling("keycloak.log").toFile();
            process = builder.redirectErrorStream(true).redirectOutput(log).start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> process.isAlive()
                        && admin.get(issuer() + "/.well-known/openid-configuration")
                                        .status()
                                == 200);
    }

    /** Removes the person's sessions, as an administrator does. */
    void endSessionsOf(String username) {
        api("POST", "/users/" + user(username).getString("id") + "/logout", new JsonObject());
    }

    void changeEmail(String username, String email) {
        var user = user(username).put("email", email).put("emailVerified", true);
        api("PUT", "/users/" + user.getString("id"), user);
    }

    /** From now on it signs with another key; the ones before stay published. */
    void rotateKeys() {
        var realm = new JsonObject(api("GET", "", null)).getString("id");
        var config = new JsonObject()
                .put("priority", new JsonArray().add("500"))
                .put("algorithm", new JsonArray().add("RS256"))
                .put("keySize", new JsonArray().add("2048"));
        api(
                "POST",
                "/components",
                new JsonObject()
                        .put("name", "rotated")
                        .put("parentId", realm)
                        .put("providerId", "rsa-generated")
                        .put("providerType", "org.keycloak.keys.KeyProvider")
                        .put("config", config));
    }

    private JsonObject user(String username) {
        return new JsonArray(api("GET", "/users?exact=true&username=" + username, null)).getJsonObject(0);
    }

    private String api(String method, String path, JsonObject body) {
        var form = new Form()
                .with("grant_type", "password")
                .with("client_id", "admin-cli")
                .with("username", ADMIN)
                .with("password", ADMIN);
        var token = admin.post(site() + "/realms/master/protocol/openid-connect/token", form)
                .json()
                .getString("access_token");
        var page = admin.send(
                method,
                site() + "/admin/realms/souk" + path,
                Map.of("authorization", "Bearer " + token, "content-type", "application/json"),
                body == null ? "" : body.encode());
        if (page.status() >= 300) {
            throw new AssertionError(method + " " + path + ": " + page.status() + " " + page.body());
        }
        return page.body();
    }

    private static void forget(Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
