package souk.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.auth.AuthConfig;
import souk.auth.RunningAuth;
import souk.shared.config.NodeConfig;
import souk.shared.contract.AuthOperations;
import souk.shared.security.TokenVerifier;
import souk.shared.sql.Database;
import souk.testing.TestDatabase;

class SigningKeysTest {

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
    void isSharedByInstancesAndByStartsOneAfterAnother() {
        String keys;
        String token;
        try (var first = RunningAuth.on(database);
                var second = RunningAuth.on(database)) {
            first.register(registration("ada"));
            token = first.tokenOf("ada");
            keys = keySet(first);
            assertThat(keySet(second)).isEqualTo(keys);
            assertThat(second.profile(token).status()).isEqualTo(200);
        }
        try (var third = RunningAuth.on(database)) {
            assertThat(keySet(third)).isEqualTo(keys);
            assertThat(third.profile(token).status()).isEqualTo(200);
        }
    }

    @Test
    void isMadeOnceByInstancesThatStartAtTheSameTime() {
        try (var auth = RunningAuth.on(database)) {
            database.execute("DELETE FROM signing_keys");
            var pool = pool(auth);
            var secret = new KeySecret(new byte[32]);

            var opened = IntStream.range(0, 4)
                    .mapToObj(number -> SigningKeys.open(auth.vertx(), pool, secret))
                    .toList();
            await(Future.all(opened));

            assertThat(opened)
                    .extracting(keys -> keys.result().current().kid())
                    .containsOnly(database.value("SELECT kid FROM signing_keys"));
            await(pool.close());
        }
    }

    @Test
    void isStoredSealed() {
        try (var auth = RunningAuth.on(database)) {
            var pool = pool(auth);
            var key = await(SigningKeys.open(auth.vertx(), pool, new KeySecret(new byte[32])));
            var stored = Base64.getMimeDecoder()
                    .decode(database.value("SELECT encode(sealed_private_key, 'base64') FROM signing_keys"));

            assertThat(key.current().publicKey().getModulus().bitLength()).isEqualTo(2_048);
            var plain = key.current().privateKey().getEncoded();
            assertThat(stored).hasSize(12 + plain.length + 16);
            assertThat(java.util.Collections.indexOfSubList(
                            boxed(stored), boxed(java.util.Arrays.copyOfRange(plain, 40, 60))))
                    .isEqualTo(-1);
            await(pool.close());
        }
    }

    @Test
    void doesNotOpenUnderAnotherSecretOrNameOrWhenChanged() throws Exception {
        var secret = new KeySecret(new byte[32]);
        var sealed = SealedKey.seal(SigningKey.generate(), secret);
        var otherSecret = new byte[32];
        otherSecret[0] = 1;
        var changed = sealed.sealedPrivateKey().clone();
        changed[100] ^= 1;

        assertThat(sealed.open(secret).kid()).isEqualTo(sealed.kid());
        assertForeign(() -> sealed.open(new KeySecret(otherSecret)));
        assertForeign(() -> new SealedKey("other", sealed.publicKey(), sealed.sealedPrivateKey()).open(secret));
        assertForeign(() -> new SealedKey(sealed.kid(), sealed.publicKey(), changed).open(secret));
    }

    @Test
    void endsTheStartUnderAnotherSecret() {
        RunningAuth.on(database).close();
        var other = Base64.getEncoder()
                .encodeToString(
                        "another secret of thirty-two byt".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> RunningAuth.on(database, Map.of("SOUK_AUTH_KEY_SECRET", other)))
                .hasStackTraceContaining("SOUK_AUTH_KEY_SECRET is not the one it was sealed with");
    }

    @Test
    void letsOtherServicesVerifyTokensOverTheBus() {
        try (var auth = RunningAuth.on(database)) {
            auth.register(registration("ada"));

            var verifier = await(TokenVerifier.start(
                    auth.vertx(), AuthOperations.keysOver(auth.bus()), new NodeConfig.Tokens("souk", "souk")));

            assertThat(await(verifier.authenticate(auth.tokenOf("ada"))).username())
                    .isEqualTo("ada");
        }
    }

    @Test
    void publishesTheSameKeysAtBothAddresses() {
        try (var auth = RunningAuth.on(database)) {
            assertThat(auth.get("/.well-known/jwks.json", Map.of()).text()).isEqualTo(keySet(auth));
            assertThat(keySet(auth)).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }
    }

    private Database pool(RunningAuth auth) {
        return Database.open(
                auth.vertx(),
                AuthConfig.from(RunningAuth.settings(database, Map.of())).database());
    }

    private static String keySet(RunningAuth auth) {
        return auth.get("/api/v1/.well-known/jwks.json", Map.of()).text();
    }

    private static void assertForeign(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOf(IllegalStateException.class).hasMessageContaining("cannot be opened");
    }

    private static java.util.List<Byte> boxed(byte[] bytes) {
        var list = new java.util.ArrayList<Byte>();
        for (var one : bytes) {
            list.add(one);
        }
        return list;
    }
}
