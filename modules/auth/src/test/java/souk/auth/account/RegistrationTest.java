package souk.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.auth.RunningAuth;
import souk.testing.TestDatabase;

class RegistrationTest {

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
    void makesACustomerUnlessAskedForMore() {
        var reply = auth.register(registration("ada"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("location")).isEqualTo("/api/v1/profile");
        assertThat(reply.json().getMap()).containsOnlyKeys("id", "username", "email", "roles", "createdAt");
        assertThat(reply.json().getJsonArray("roles")).containsExactly("customer");
        assertThat(UUID.fromString(reply.json().getString("id")).version()).isEqualTo(7);
    }

    @Test
    void makesASellerWhereSellersMayRegister() {
        assertThat(auth.register(registration("shopkeeper").put("role", "seller"))
                        .json()
                        .getJsonArray("roles"))
                .containsExactly("seller");
    }

    @Test
    void makesNoSellerWhereTheyMayNot() {
        try (var strict = RunningAuth.on(database, Map.of())) {
            var reply = strict.register(registration("trader").put("role", "seller"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("/role", "here an administrator makes sellers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "catalog_manager", "order_manager", "king", "CUSTOMER"})
    void givesNobodyAnotherRole(String role) {
        var reply = auth.register(registration("climber").put("role", role));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).isEqualTo("/role");
    }

    @Test
    void namesAllViolationsAtOnce() {
        var reply = auth.register(new JsonObject()
                .put("username", "a b")
                .put("email", "nowhere")
                .put("password", "short")
                .put("role", "admin")
                .put("extra", 1));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid");
        assertThat(reply.pointers()).isEqualTo("/email /extra /password /role /username");
        assertThat(auth.register(new JsonObject()).pointers()).isEqualTo("/email /password /username");
    }

    @ParameterizedTest
    @CsvSource({
        "username, ab",
        "username, abcdefghijabcdefghijabcdefghijabcdefghijk",
        "username, ada@home",
        "username, äda",
        "email, @example.org",
        "email, ada@example",
        "email, ada@@example.org",
        "email, ada@-example.org",
        "email, a da@example.org",
        "email, adä@example.org",
        "password, elevenchars",
        "password, '            '"
    })
    void refuses(String member, String value) {
        assertThat(auth.register(registration("grace").put(member, value)).pointers())
                .isEqualTo("/" + member);
    }

    @Test
    void countsThePasswordInCharactersWhateverTheyAre() {
        assertThat(auth.register(registration("smile").put("password", "😀🍋🦊🌵🎈🧭🛶🐝🌊🎲🧵🪁"))
                        .status())
                .isEqualTo(201);
        assertThat(auth.register(registration("smile2").put("password", "😀🍋🦊🌵🎈🧭🛶🐝🌊🎲🧵"))
                        .status())
                .isEqualTo(400);
        assertThat(auth.register(registration("smile2")
                                .put("password", "fig and lemon ".repeat(10).substring(0, 129)))
                        .status())
                .isEqualTo(400);
        assertThat(auth.register(registration("smile2")
                                .put("password", "fig and lemon ".repeat(10).substring(0, 128)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThat(send("{\"username\": ").code()).isEqualTo("malformed-json");
        assertThat(send("{\"username\": \"a\", \"username\": \"b\"}").code()).isEqualTo("malformed-json");
        assertThat(send("[]").code()).isEqualTo("invalid");
        var text = await(auth.send(
                HttpMethod.POST,
                "/api/v1/register",
                Map.of("content-type", "text/plain"),
                registration("plain").toBuffer()));
        assertThat(text.status()).isEqualTo(415);
    }

    @Test
    void takesNamesAndAddressesOnceWhateverTheirCase() {
        assertThat(auth.register(registration("Turing")).json().getString("username"))
                .isEqualTo("turing");

        var sameName = auth.register(registration("TURING").put("email", "other@example.org"));
        var sameAddress = auth.register(registration("alan").put("email", "TURING@Example.ORG"));
        var both = auth.register(registration("turinG"));

        assertThat(sameName.status()).isEqualTo(409);
        assertThat(sameName.code()).isEqualTo("duplicate");
        assertThat(sameName.pointers()).isEqualTo("/username");
        assertThat(sameAddress.pointers()).isEqualTo("/email");
        assertThat(both.pointers()).isEqualTo("/email /username");
    }

    @Test
    void makesExactlyOneAccountOfTenRacingRequests() {
        var racing = IntStream.range(0, 10)
                .mapToObj(number -> auth.send(
                        HttpMethod.POST,
                        "/api/v1/register",
                        Map.of(),
                        registration(number % 2 == 0 ? "racer" : "RACER").toBuffer()))
                .toList();
        await(Future.join(racing));

        var byStatus = new TreeMap<Integer, Integer>();
        racing.forEach(reply -> byStatus.merge(reply.result().status(), 1, Integer::sum));
        assertThat(byStatus).isEqualTo(Map.of(201, 1, 409, 9));
        assertThat(database.number("SELECT count(*) FROM accounts WHERE username = 'racer'"))
                .isEqualTo(1);
    }

    @Test
    void repeatsTheFirstAnswerByteForByteUnderTheSameKey() {
        var first = keyed("key-1", registration("keyed"));
        var second = keyed("key-1", registration("keyed"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("idempotency-replayed")).isNull();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("location")).isEqualTo("/api/v1/profile");
        assertThat(second.header("idempotency-replayed")).isEqualTo("true");
    }

    @Test
    void repeatsARefusalToo() {
        auth.register(registration("early"));
        var late = registration("early").put("email", "late@example.org");
        assertThat(keyed("key-2", late).pointers()).isEqualTo("/username");

        database.execute("DELETE FROM accounts WHERE username = 'early'");

        assertThat(keyed("key-2", late).pointers()).isEqualTo("/username");
    }

    @Test
    void takesAnotherBodyUnderTheSameKeyForAnotherRequest() {
        keyed("key-3", registration("one-of-two"));
        var changed = keyed("key-3", registration("one-of-two").put("password", "another long password"));

        assertThat(changed.status()).isEqualTo(409);
        assertThat(keyed("key-3", registration("two-of-two")).status()).isEqualTo(201);
    }

    @Test
    void makesOneAccountOfManyRequestsUnderTheSameKeyAtOnce() {
        var racing = IntStream.range(0, 8)
                .mapToObj(number -> auth.send(
                        HttpMethod.POST,
                        "/api/v1/register",
                        Map.of("idempotency-key", "key-4"),
                        registration("eager").toBuffer()))
                .toList();
        await(Future.join(racing));

        assertThat(racing).extracting(reply -> reply.result().status()).containsOnly(201);
        assertThat(racing)
                .extracting(reply -> reply.result().text())
                .containsOnly(racing.get(0).result().text());
    }

    @Test
    void keepsNothingThatAPasswordCouldBeGuessedFrom() {
        keyed("key-5", registration("secretive"));

        assertThat(database.value("SELECT password_hash FROM accounts WHERE username = 'secretive'"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(database.value("SELECT string_agg(registration_keys::text, ' ') FROM registration_keys"))
                .doesNotContain(RunningAuth.PASSWORD);
        assertThat(database.number("SELECT length(fingerprint) FROM registration_keys WHERE key = 'key-5'"))
                .isEqualTo(32);
    }

    @Test
    void refusesAnUnusableKey() {
        var reply = keyed("k".repeat(201), registration("unkeyed"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers().toLowerCase(Locale.ROOT)).isEqualTo("idempotency-key");
    }

    private static RunningAuth.Reply keyed(String key, JsonObject registration) {
        return await(auth.send(
                HttpMethod.POST, "/api/v1/register", Map.of("idempotency-key", key), registration.toBuffer()));
    }

    private static RunningAuth.Reply send(String body) {
        return await(
                auth.send(HttpMethod.POST, "/api/v1/register", Map.of(), io.vertx.core.buffer.Buffer.buffer(body)));
    }
}
