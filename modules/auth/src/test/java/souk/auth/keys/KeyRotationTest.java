package souk.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.auth.AuthConfig;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.auth.audit.AuditRepository;
import souk.shared.sql.Database;
import souk.testing.TestDatabase;

class KeyRotationTest {

    private static final KeySecret SECRET = new KeySecret(new byte[KeySecret.BYTES]);
    private static final KeyTerms TERMS =
            new KeyTerms(Duration.ofDays(90), Duration.ofMinutes(15), Duration.ofMinutes(11));

    private TestDatabase database;
    private RunningAuth auth;
    private RunningAuth other;
    private Database pool;
    private String token;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        pool = Database.open(
                auth.vertx(),
                AuthConfig.from(RunningAuth.settings(database, Map.of())).database());
        auth.register(registration("ada"));
        database.execute("UPDATE accounts SET roles = '{admin}'");
        token = auth.tokenOf("ada");
    }

    @AfterEach
    void stop() {
        await(pool.close());
        if (other != null) {
            other.close();
        }
        auth.close();
        database.close();
    }

    @Test
    void publishesTheSuccessorBeforeItSigns() {
        other = RunningAuth.on(database);
        var old = kid(token);

        var states = rotate("{}");

        assertThat(states).hasSize(2);
        assertThat(states.get(old)).isEqualTo("active");
        assertThat(states).containsValue("next");
        awaitUntil(() -> published(other).size() == 2 && published(auth).size() == 2);
        assertThat(kid(auth.tokenOf("ada"))).isEqualTo(old);
    }

    @Test
    void signsWithTheSuccessorOnEveryInstanceWhenItsTimeHasCome() {
        other = RunningAuth.on(database);
        var old = kid(token);
        rotate("{}");
        database.execute("UPDATE signing_keys SET active_from = now() WHERE kid <> '" + old + "'");

        awaitUntil(() -> !kid(auth.tokenOf("ada")).equals(old));
        awaitUntil(() -> !kid(other.tokenOf("ada")).equals(old));

        assertThat(auth.profile(token).status()).isEqualTo(200);
        assertThat(other.profile(auth.tokenOf("ada")).status()).isEqualTo(200);
        assertThat(states(auth.as(token, HttpMethod.GET, "/api/v1/signing-keys", null))
                        .get(old))
                .isEqualTo("verifying");
    }

    @Test
    void signsWithTheSuccessorAtOnceIfToldSo() {
        other = RunningAuth.on(database);
        var old = kid(token);

        rotate("{\"immediately\":true}");

        var next = auth.tokenOf("ada");
        assertThat(kid(next)).isNotEqualTo(old);
        assertThat(auth.profile(next).status()).isEqualTo(200);
        assertThat(other.profile(next).status()).isEqualTo(200);
        assertThat(other.profile(token).status()).isEqualTo(200);
    }

    @Test
    void makesNoSecondSuccessorWhileOneIsWaiting() {
        rotate("{}");
        rotate("{}");
        assertThat(database.number("SELECT count(*) FROM signing_keys")).isEqualTo(2);

        var states = rotate("{\"immediately\":true}");

        assertThat(states.values()).containsExactlyInAnyOrder("active", "verifying");
    }

    @Test
    void retiresAKeyWhenItsLastTokenHasExpiredAndDestroysItsPrivateHalf() {
        other = RunningAuth.on(database);
        var old = kid(token);
        rotate("{\"immediately\":true}");
        await(rotation().maintain());
        assertThat(published(auth)).contains(old);
        database.execute("UPDATE signing_keys SET active_from = active_from - interval '12 min'");

        assertThat(await(rotation().maintain())).isEqualTo(1);

        awaitUntil(() -> !published(auth).contains(old) && !published(other).contains(old));
        assertThat(database.value("SELECT sealed_private_key IS NULL FROM signing_keys WHERE kid = '" + old + "'"))
                .isEqualTo("t");
        assertThat(states(auth.as(auth.tokenOf("ada"), HttpMethod.GET, "/api/v1/signing-keys", null)))
                .containsEntry(old, "retired")
                .containsValue("active");
    }

    @Test
    void givesAnOldKeyOneSuccessorHoweverManyInstancesSeeItsAge() {
        await(rotation().maintain());
        assertThat(database.number("SELECT count(*) FROM signing_keys")).isEqualTo(1);
        database.execute("UPDATE signing_keys SET created_at = now() - interval '91 d'");

        var instances = Stream.generate(this::rotation).limit(4).toList();
        await(Future.all(instances.stream().map(KeyRotation::maintain).toList()));

        assertThat(database.number("SELECT count(*) FROM signing_keys")).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM audit_entries WHERE kind = 'signing-key.rotated'"))
                .isEqualTo(1);
    }

    @Test
    void showsNoSecretsAndObeysOnlyThoseWhoMay() {
        auth.register(registration("bob"));
        var customer = auth.tokenOf("bob");

        assertThat(auth.as(token, HttpMethod.GET, "/api/v1/signing-keys", null).text())
                .doesNotContain("private", "sealed");
        assertThat(auth.as(customer, HttpMethod.GET, "/api/v1/signing-keys", null)
                        .status())
                .isEqualTo(403);
        assertThat(auth.as(customer, HttpMethod.POST, "/api/v1/signing-keys/rotate", new JsonObject())
                        .status())
                .isEqualTo(403);
        assertThat(auth.as(
                                token,
                                HttpMethod.POST,
                                "/api/v1/signing-keys/rotate",
                                new JsonObject().put("immediately", "yes"))
                        .pointers())
                .isEqualTo("/immediately");
    }

    @Test
    void saysOfItselfOnlyWhatIsTrue() {
        var metadata = auth.get("/.well-known/openid-configuration", Map.of());

        assertThat(metadata.text())
                .isEqualTo(auth.get("/api/v1/.well-known/openid-configuration", Map.of())
                        .text());
        assertThat(metadata.json().getString("issuer"))
                .isEqualTo(RunningAuth.claims(token).getString("iss"));
        assertThat(metadata.json().getJsonArray("claims_supported").stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(RunningAuth.claims(token).fieldNames());
        assertThat(auth.get(metadata.json().getString("jwks_uri"), Map.of()).status())
                .isEqualTo(200);
        assertThat(metadata.text()).doesNotContain("endpoint", "id_token");
    }

    private KeyRotation rotation() {
        var keys = await(SigningKeys.open(auth.vertx(), pool, SECRET));
        return new KeyRotation(
                auth.vertx(), pool, keys, new KeyRotation.Terms(TERMS, SECRET), new AuditRepository(pool));
    }

    private Map<String, String> rotate(String body) {
        var reply = auth.as(token, HttpMethod.POST, "/api/v1/signing-keys/rotate", new JsonObject(body));
        assertThat(reply.status()).isEqualTo(200);
        return states(reply);
    }

    private static Map<String, String> states(Reply reply) {
        return reply.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .collect(java.util.stream.Collectors.toMap(key -> key.getString("kid"), key -> key.getString("state")));
    }

    private static List<String> published(RunningAuth instance) {
        return instance.get("/.well-known/jwks.json", Map.of()).json().getJsonArray("keys").stream()
                .map(key -> ((JsonObject) key).getString("kid"))
                .toList();
    }

    private static String kid(String token) {
        var header = new String(
                Base64.getUrlDecoder().decode(token.split("\\.")[0]), java.nio.charset.StandardCharsets.UTF_8);
        return new JsonObject(header).getString("kid");
    }
}
