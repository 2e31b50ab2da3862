package souk.auth.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.AuthConfig;
import souk.auth.RunningAuth;
import souk.shared.config.NodeConfig;
import souk.shared.contract.AuthOperations;
import souk.shared.security.TokenVerifier;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

class SigningKeysTest {

    private static final KeySecret SECRET = new KeySecret(new byte[KeySecret.BYTES]);

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
    void isSharedByAllInstances() {
        auth.register(registration("grace"));
        var token = auth.tokenOf("grace");

        try (var second = RunningAuth.on(database)) {
            assertThat(keySet(second)).isEqualTo(keySet(auth));
            assertThat(second.profile(token).status()).isEqualTo(200);
        }
    }

    @Test
    void isMadeOnceByInstancesThatStartAtTheSameTime() {
        try (var empty = TestDatabase.create()) {
            var config = config(empty);
            await(Migrations.run(auth.vertx(), config));
            var pool = Database.open(auth.vertx(), config);

            var repository = new SigningKeyRepository(pool);
            var keys = Stream.generate(SigningKeysTest::generate).limit(4).toList();
            await(Future.all(keys.stream().map(key -> repository.all()).toList()));

            var stored = keys.stream().map(repository::insertFirst).toList();
            await(Future.all(stored));

            var winner = empty.value("SELECT kid FROM signing_keys");
            assertThat(stored)
                    .allSatisfy(seen ->
                            assertThat(seen.result()).extracting(StoredKey::kid).containsExactly(winner));
            await(pool.close());
        }
    }

    @Test
    void isStoredSealed() {
        var pool = Database.open(auth.vertx(), config(database));
        var key = await(SigningKeys.open(auth.vertx(), pool, SECRET)).current();
        await(pool.close());

        var stored = Base64.getMimeDecoder()
                .decode(database.value("SELECT encode(sealed_private_key, 'base64') FROM signing_keys"));
        var plain = key.privateKey().getEncoded();
        assertThat(key.publicKey().getModulus().bitLength()).isEqualTo(2_048);
        assertThat(stored).hasSize(12 + plain.length + 16);
        assertThat(HexFormat.of().formatHex(stored))
                .doesNotContain(HexFormat.of().formatHex(plain, plain.length - 40, plain.length - 20));
    }

    @Test
    void doesNotOpenUnderAnotherSecretOrNameOrWhenChanged() throws Exception {
        var sealed = SealedKey.seal(SigningKey.generate(), SECRET);
        var otherSecret = new byte[32];
        otherSecret[0] = 1;
        var changed = sealed.sealedPrivateKey().clone();
        changed[100] ^= 1;

        assertThat(sealed.open(SECRET).kid()).isEqualTo(sealed.kid());
        assertForeign(() -> sealed.open(new KeySecret(otherSecret)));
        assertForeign(() -> new SealedKey("other", sealed.publicKey(), sealed.sealedPrivateKey()).open(SECRET));
        assertForeign(() -> new SealedKey(sealed.kid(), sealed.publicKey(), changed).open(SECRET));
    }

    @Test
    void endsTheStartUnderAnotherSecret() {
        var other = Base64.getEncoder().encodeToString("another secret of thirty-two byt".getBytes(US_ASCII));

        assertThatThrownBy(() -> RunningAuth.on(database, Map.of("SOUK_AUTH_KEY_SECRET", other)))
                .hasStackTraceContaining("SOUK_AUTH_KEY_SECRET is not the one it was sealed with");
    }

    @Test
    void letsOtherServicesVerifyTokensOverTheBus() {
        auth.register(registration("ada"));

        var verifier = await(TokenVerifier.start(
                auth.vertx(), AuthOperations.authorityOver(auth.bus()), new NodeConfig.Tokens("souk", "souk")));

        assertThat(await(verifier.authenticate(auth.tokenOf("ada"))).username()).isEqualTo("ada");
    }

    @Test
    void publishesTheSameKeysAtBothAddresses() {
        assertThat(auth.get("/.well-known/jwks.json", Map.of()).text()).isEqualTo(keySet(auth));
        assertThat(keySet(auth)).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    private static SealedKey generate() {
        try {
            return SealedKey.seal(SigningKey.generate(), SECRET);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DatabaseConfig config(TestDatabase database) {
        return AuthConfig.from(RunningAuth.settings(database, Map.of())).database();
    }

    private static String keySet(RunningAuth auth) {
        return auth.get("/api/v1/.well-known/jwks.json", Map.of()).text();
    }

    private static void assertForeign(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOf(IllegalStateException.class).hasMessageContaining("cannot be opened");
    }
}
