package souk.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.auth.RunningAuth;
import souk.shared.config.InvalidConfiguration;
import souk.testing.TestDatabase;

class BootstrapTest {

    @TempDir
    private Path directory;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void makesTheAccountsOfTheFileWithTheirRoles() throws IOException {
        try (var auth = start(file(account("root", "admin"), account("clerk", "order_manager", "auditor")))) {
            assertThat(auth.profile(auth.tokenOf("root")).json().getJsonArray("roles"))
                    .containsExactly("admin");
            assertThat(auth.profile(auth.tokenOf("clerk")).json().getJsonArray("roles"))
                    .containsExactly("auditor", "order_manager");
        }
    }

    @Test
    void leavesExistingAccountsAsTheyAre() throws IOException {
        try (var auth = RunningAuth.on(database)) {
            auth.register(registration("root"));
        }

        try (var auth = start(file(account("root", "admin"), account("late", "customer")))) {
            assertThat(auth.profile(auth.tokenOf("root")).json().getJsonArray("roles"))
                    .containsExactly("customer");
            assertThat(auth.logIn("late", PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void isSafeWhenTwoInstancesStartAtOnce() throws Exception {
        var file = file(account("root", "admin"), account("clerk", "order_manager"), account("keeper", "seller"));
        var starts = List.of(
                CompletableFuture.supplyAsync(() -> start(file)), CompletableFuture.supplyAsync(() -> start(file)));
        try {
            for (var start : starts) {
                assertThat(started(start).logIn("root", PASSWORD).status()).isEqualTo(200);
            }
            assertThat(database.number("SELECT count(*) FROM accounts")).isEqualTo(3);
        } finally {
            for (var start : starts) {
                started(start).close();
            }
        }
    }

    @Test
    void namesEverythingThatIsWrongWithTheFile() {
        var broken = new JsonArray()
                .add(account("fine", "admin"))
                .add(account("x", "emperor").put("email", "nowhere").put("password", "short"))
                .add(account("roleless"))
                .add("text");

        assertThatThrownBy(() -> BootstrapFile.parse(broken.encode()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_AUTH_BOOTSTRAP_FILE: /1/username must have 3 to 40 characters",
                        "/1/email must be an e-mail address",
                        "/1/password must have 12 to 128 characters",
                        "/1/roles has no role called emperor",
                        "/2/roles must be an array of at least one role",
                        "/3 must be an object");
        assertThatThrownBy(() -> BootstrapFile.parse("{\"a\""))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("SOUK_AUTH_BOOTSTRAP_FILE: The body is not well-formed JSON");
        assertThatThrownBy(() -> BootstrapFile.parse("{}")).isInstanceOf(InvalidConfiguration.class);
    }

    private RunningAuth start(Path file) {
        return RunningAuth.on(database, Map.of("SOUK_AUTH_BOOTSTRAP_FILE", file.toString()));
    }

    private static RunningAuth started(CompletableFuture<RunningAuth> start)
            throws InterruptedException, ExecutionException, TimeoutException {
        return start.get(30, TimeUnit.SECONDS);
    }

    private Path file(JsonObject... accounts) throws IOException {
        return Files.writeString(directory.resolve("accounts.json"), new JsonArray(List.of(accounts)).encode());
    }

    private static JsonObject account(String username, String... roles) {
        return registration(username).put("roles", new JsonArray(List.of(roles)));
    }
}
