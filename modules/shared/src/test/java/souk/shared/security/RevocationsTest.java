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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Refusal;

class RevocationsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyPair PAIR = TokenMint.rsa(2_048);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final StubAuthority authority = new StubAuthority(() -> Future.succeededFuture(List.of(mint().key)));
    private final TokenKeys keys = new TokenKeys(VERTX, authority, List.of(mint().key), time::get);
    private final Revocations revocations = new Revocations(authority, time::get);
    private final TokenVerifier verifier = new TokenVerifier(keys, revocations, TokenMint.TERMS, time::get);

    @AfterAll
    static void close() {
        get(VERTX.close());
    }

    @Test
    void endsARememberedTokenOfARevokedCredential() {
        get(verifier.authenticate(mint().token()));

        hear(new Revocation(TokenMint.CREDENTIAL, null, 0, LATER));

        refused(mint().token());
        var other = mint().claim("sid", UUID.randomUUID().toString()).token();
        assertThat(get(verifier.authenticate(other)).username()).isEqualTo("ada");
    }

    @Test
    void endsATokenThatItSeesForTheFirstTime() {
        hear(new Revocation(TokenMint.CREDENTIAL, null, 0, LATER));

        refused(mint().token());
    }

    @Test
    void endsTheTokensOfAnAccountThatAreOlderThanItsChange() {
        hear(new Revocation(null, TokenMint.SUBJECT, 4, LATER), new Revocation(null, TokenMint.SUBJECT, 2, LATER));

        refused(mint().claim("gen", 3).token());
        get(verifier.authenticate(mint().claim("gen", 4).token()));
    }

    @Test
    void forgetsWhatExpiredByItself() {
        hear(new Revocation(TokenMint.CREDENTIAL, null, 0, NOW.plusSeconds(30)));
        refused(mint().token());

        authority.revoked.clear();
        time.set(NOW.plusSeconds(30));
        get(revocations.ask());

        get(verifier.authenticate(mint().token()));
    }

    @Test
    void asksAgainFromBeforeTheLastAnswerForRowsThatCommittedLate() {
        authority.asOf = NOW;
        get(revocations.ask());
        get(revocations.ask());

        assertThat(authority.askedSince).containsExactly(Instant.EPOCH, NOW.minusSeconds(15));
    }

    @Test
    void hearsTheWholeOfWhatIsToldInParts() {
        var second = UUID.randomUUID();
        var inParts = new StubAuthority(() -> Future.succeededFuture(List.of(mint().key))) {
            @Override
            public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
                var revoked = after == null
                        ? new Revocation(TokenMint.CREDENTIAL, null, 0, LATER)
                        : new Revocation(null, TokenMint.SUBJECT, 4, LATER);
                return Future.succeededFuture(new RevokedTokens(NOW, List.of(revoked), after == null ? second : null));
            }
        };
        var heard = new Revocations(inParts, time::get);

        get(heard.ask());

        var believer = new TokenVerifier(keys, heard, TokenMint.TERMS, time::get);
        var other = mint().claim("sid", UUID.randomUUID().toString());
        get(believer.authenticate(other.claim("gen", 4).token()));
        assertThatThrownBy(() -> get(believer.authenticate(other.claim("gen", 3).token())))
                .hasCauseInstanceOf(Refusal.class);
    }

    @Test
    void doesNotStartBeforeItHasHeardWhatIsRevoked() {
        var away = new StubAuthority(() -> Future.succeededFuture(List.of(mint().key))) {
            @Override
            public Future<RevokedTokens> revokedSince(Instant since, UUID after) {
                return Future.failedFuture("away");
            }
        };

        assertThatThrownBy(() -> get(TokenVerifier.start(VERTX, away, TokenMint.TERMS, Duration.ZERO, time::get)))
                .hasStackTraceContaining("Nobody tells which tokens are revoked.");
    }

    private void hear(Revocation... heard) {
        authority.revoked.addAll(List.of(heard));
        get(revocations.ask());
    }

    private void refused(String token) {
        assertThatThrownBy(() -> get(verifier.authenticate(token))).hasCauseInstanceOf(Refusal.class);
    }

    private static TokenMint mint() {
        return new TokenMint(PAIR, NOW);
    }
}
