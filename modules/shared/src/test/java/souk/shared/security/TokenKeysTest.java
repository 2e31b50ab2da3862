package souk.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.shared.security.TokenVerifierTest.get;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

class TokenKeysTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyPair FIRST = TokenMint.rsa(2_048);
    private static final KeyPair SECOND = TokenMint.rsa(2_048);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final AtomicInteger asked = new AtomicInteger();
    private Future<List<TokenKey>> published = Future.succeededFuture(List.of(first().key));

    @AfterAll
    static void close() {
        get(VERTX.close());
    }

    static Stream<Arguments> unusable() {
        var good = first().key;
        return Stream.of(
                Arguments.of("no key at all", List.of()),
                Arguments.of("a short key", List.of(new TokenMint(TokenMint.rsa(1_024), NOW).key)),
                Arguments.of("a secret", List.of(new TokenKey("k", "oct", "sig", "HS256", null, null))),
                Arguments.of("for encryption", List.of(new TokenKey("k", "RSA", "enc", "RS256", good.n(), good.e()))),
                Arguments.of(
                        "another algorithm", List.of(new TokenKey("k", "RSA", "sig", "RS512", good.n(), good.e()))),
                Arguments.of("without a name", List.of(new TokenKey(" ", "RSA", "sig", "RS256", good.n(), good.e()))),
                Arguments.of("not base64url", List.of(new TokenKey("k", "RSA", "sig", "RS256", "?", good.e()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void doesNotExistWithoutAUsableKey(String name, List<TokenKey> keys) {
        assertThatThrownBy(() -> new TokenKeys(VERTX, new StubAuthority(() -> published), keys, time::get))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesUpTheStartWhenNoKeyComesInTime() {
        published = Future.succeededFuture(List.of());

        var start = TokenVerifier.start(
                VERTX, new StubAuthority(() -> published), TokenMint.TERMS, Duration.ZERO, time::get);

        assertThatThrownBy(() -> get(start))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("There are no keys to verify access tokens with.");
    }

    @Test
    void waitsForASourceThatComesLater() {
        var away = new StubAuthority(() -> asked.incrementAndGet() < 3
                ? Future.failedFuture(Trouble.because("nobody serves auth.keys.v1"))
                : published);

        get(TokenVerifier.start(VERTX, away, TokenMint.TERMS, Duration.ofSeconds(30), time::get));

        assertThat(asked).hasValue(3);
    }

    @Test
    void looksForAnUnknownKeyAtMostOnceIn30Seconds() {
        var verifier = start();
        publish(first().key, second().key);
        assertThat(get(verifier.authenticate(second().token())).username()).isEqualTo("ada");

        refused(verifier, stranger("k1"));
        refused(verifier, stranger("k2"));
        assertThat(asked).hasValue(2);

        time.set(NOW.plus(TokenKeys.UNKNOWN_KEY_PAUSE));
        refused(verifier, stranger("k3"));
        assertThat(asked).hasValue(3);
    }

    @Test
    void keepsItsKeysWhileTheSourceIsAwayOrTalksNonsense() {
        var verifier = start();
        published = Future.failedFuture(Trouble.because("away"));
        refused(verifier, stranger("k1"));
        time.set(NOW.plusSeconds(31));
        published = Future.succeededFuture(List.of());
        refused(verifier, stranger("k2"));

        assertThat(get(verifier.authenticate(first().token())).username()).isEqualTo("ada");
    }

    @Test
    void forgetsTheRememberedTokensOfAKeyThatIsGone() {
        var verifier = start();
        var token = first().token();
        get(verifier.authenticate(token));

        publish(second().key);
        get(verifier.authenticate(second().token()));

        refused(verifier, token);
    }

    private TokenVerifier start() {
        return get(TokenVerifier.start(VERTX, new StubAuthority(this::ask), TokenMint.TERMS, Duration.ZERO, time::get));
    }

    private Future<List<TokenKey>> ask() {
        asked.incrementAndGet();
        return published;
    }

    private void publish(TokenKey... keys) {
        published = Future.succeededFuture(List.of(keys));
    }

    private static String stranger(String kid) {
        return first().header("kid", kid).token();
    }

    private static void refused(TokenVerifier verifier, String token) {
        assertThatThrownBy(() -> get(verifier.authenticate(token))).hasCauseInstanceOf(Refusal.class);
    }

    private static TokenMint first() {
        return new TokenMint(FIRST, NOW);
    }

    private static TokenMint second() {
        return new TokenMint(SECOND, NOW);
    }
}
