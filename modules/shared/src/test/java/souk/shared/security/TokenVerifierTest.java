package souk.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.shared.json.WireJson;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;

class TokenVerifierTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyPair OURS = TokenMint.rsa(2_048);
    private static final KeyPair THEIRS = TokenMint.rsa(2_048);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final StubAuthority authority = new StubAuthority(() -> Future.succeededFuture(List.of(mint().key)));
    private TokenVerifier verifier;

    @AfterAll
    static void close() {
        get(VERTX.close());
    }

    @BeforeEach
    void start() {
        verifier = get(TokenVerifier.start(VERTX, authority, TokenMint.TERMS, Duration.ZERO, time::get));
    }

    @Test
    void knowsTheCallerOfAGoodToken() {
        assertThat(get(verifier.authenticate(mint().token())))
                .isEqualTo(new Caller(
                        TokenMint.SUBJECT,
                        "ada",
                        Set.of("customer"),
                        Set.of(Permission.READ_OWN_ORDERS, Permission.WRITE_OWN_ORDERS),
                        TokenMint.CREDENTIAL));
    }

    @Test
    void takesOneOfSeveralAudiencesAndNothingFromPermissionsOfANewerRelease() {
        var token = mint().claim("aud", List.of("elsewhere", "souk"))
                .claim("scope", "read_stock write_the_future")
                .token();

        assertThat(get(verifier.authenticate(token)).permissions()).containsExactly(Permission.READ_STOCK);
    }

    static Stream<Arguments> forgeries() throws GeneralSecurityException {
        var later = NOW.getEpochSecond() + 60;
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("not a token", "abc.def"),
                Arguments.of("unsigned", mint().unsigned()),
                Arguments.of(
                        "unsigned, algorithm none", mint().header("alg", "none").unsigned()),
                Arguments.of(
                        "algorithm none, empty signature",
                        mint().header("alg", "none").unsigned() + "."),
                Arguments.of(
                        "algorithm none, signed", mint().header("alg", "none").token()),
                Arguments.of("HS256 with the public key", mint().signedWithThePublicKeyAsSecret()),
                Arguments.of("RS512", mint().header("alg", "RS512").token()),
                Arguments.of(
                        "signed by a stranger under our key's name",
                        stranger().header("kid", mint().key.kid()).token()),
                Arguments.of("unknown key", stranger().token()),
                Arguments.of("no kid", mint().header("kid", null).token()),
                Arguments.of("jwk", mint().header("jwk", stranger().key).token()),
                Arguments.of(
                        "jku", mint().header("jku", "https://example.org/keys").token()),
                Arguments.of(
                        "x5u", mint().header("x5u", "https://example.org/cert").token()),
                Arguments.of("x5c", mint().header("x5c", List.of("AAAA")).token()),
                Arguments.of("crit", mint().header("crit", List.of("exp")).token()),
                Arguments.of("plain JWT", mint().header("typ", "JWT").token()),
                Arguments.of("refresh token", mint().header("typ", "rt+jwt").token()),
                Arguments.of("no typ", mint().header("typ", null).token()),
                Arguments.of("foreign issuer", mint().claim("iss", "elsewhere").token()),
                Arguments.of("no issuer", mint().claim("iss", null).token()),
                Arguments.of(
                        "foreign audience", mint().claim("aud", "elsewhere").token()),
                Arguments.of("no audience", mint().claim("aud", null).token()),
                Arguments.of(
                        "expired", mint().claim("exp", NOW.getEpochSecond()).token()),
                Arguments.of("no expiry", mint().claim("exp", null).token()),
                Arguments.of("expiry as text", mint().claim("exp", "9999999999").token()),
                Arguments.of("issued in the future", mint().claim("iat", later).token()),
                Arguments.of("no time of issue", mint().claim("iat", null).token()),
                Arguments.of("not valid yet", mint().claim("nbf", later).token()),
                Arguments.of("no subject", mint().claim("sub", null).token()),
                Arguments.of("subject is no id", mint().claim("sub", "ada").token()),
                Arguments.of(
                        "subject is nobody",
                        mint().claim("sub", Caller.ANONYMOUS.id().toString()).token()),
                Arguments.of("no jti", mint().claim("jti", null).token()),
                Arguments.of("no roles", mint().claim("roles", null).token()),
                Arguments.of("roles as text", mint().claim("roles", "admin").token()),
                Arguments.of("no scope", mint().claim("scope", null).token()),
                Arguments.of("no credential", mint().claim("sid", null).token()),
                Arguments.of("no generation", mint().claim("gen", null).token()),
                Arguments.of("generation as text", mint().claim("gen", "0").token()),
                Arguments.of("tampered scope", mint().tampered("scope", "write_users")),
                Arguments.of(
                        "kid is a path", mint().header("kid", "../../dev/null").token()),
                Arguments.of("tampered roles", mint().tampered("roles", List.of("admin"))),
                Arguments.of(
                        "oversized", mint().claim("padding", "x".repeat(8_200)).token()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesEveryForgeryWithTheSameAnswer(String name, String token) {
        assertThat(refusal(verifier.authenticate(token)).problem().detail())
                .as(name)
                .isEqualTo("The token is not valid.");
    }

    @Test
    void allowsClocksToDifferByAFewSeconds() {
        var token = mint().claim("iat", NOW.getEpochSecond() + 4)
                .claim("nbf", NOW.getEpochSecond() + 4)
                .token();

        assertThat(get(verifier.authenticate(token)).username()).isEqualTo("ada");
    }

    @Test
    void forgetsATokenWhenItExpires() {
        var token = mint().token();
        get(verifier.authenticate(token));
        time.set(NOW.plusSeconds(599));
        get(verifier.authenticate(token));

        time.set(NOW.plusSeconds(600));

        refusal(verifier.authenticate(token));
    }

    @Test
    void doesNotTakeARememberedTokenForAnotherWithTheSameClaims() {
        get(verifier.authenticate(mint().token()));

        refusal(verifier.authenticate(
                mint().unsigned() + "." + stranger().token().split("\\.")[2]));
    }

    @Test
    void doesNotStartWhenAForgeryIsAccepted() {
        var gullible = Forgeries.make(VERTX, TokenMint.TERMS, Set.of(mint().key.kid()), NOW)
                .compose(forgeries -> forgeries.mustBeRefusedBy(token -> Future.succeededFuture(Caller.ANONYMOUS)));

        assertThatThrownBy(() -> get(gullible)).hasRootCauseMessage("A forged access token was accepted.");
    }

    @Test
    void writesNoSecretIntoItsPublicKey() {
        assertThat(WireJson.tree(mint().key).fieldNames())
                .toIterable()
                .containsOnly("kid", "kty", "use", "alg", "n", "e");
    }

    private static TokenMint mint() {
        return new TokenMint(OURS, NOW);
    }

    private static TokenMint stranger() {
        return new TokenMint(THEIRS, NOW);
    }

    private static Refusal refusal(Future<?> refused) {
        assertThatThrownBy(() -> get(refused)).hasCauseInstanceOf(Refusal.class);
        var refusal = (Refusal) refused.cause();
        assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
        return refusal;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed.getCause() == null ? failed : failed.getCause());
        }
    }
}
