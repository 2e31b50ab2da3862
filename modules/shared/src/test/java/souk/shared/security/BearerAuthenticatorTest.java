package souk.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.shared.security.TokenVerifierTest.get;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Refusal;

class BearerAuthenticatorTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyPair PAIR = TokenMint.rsa(2_048);
    private static final KeyPair THEIRS = TokenMint.rsa(2_048);
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String KEY = "souk_01_secret";

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final StubAuthority authority = new StubAuthority(() -> Future.succeededFuture(List.of(mint().key)));
    private final Revocations revocations = new Revocations(authority, time::get);
    private final BearerAuthenticator authenticator = new BearerAuthenticator(
            new TokenVerifier(
                    new TokenKeys(VERTX, authority, List.of(mint().key), time::get),
                    revocations,
                    TokenMint.TERMS,
                    time::get),
            new CredentialExchange(authority, time::get),
            "souk");

    @AfterAll
    static void close() {
        get(VERTX.close());
    }

    @Test
    void tradesAnApiKeyOnceForAsLongAsItsTokenLives() {
        authority.exchanged.put(KEY, stands(mint(), 300));

        get(authenticator.authenticate(KEY));
        time.set(NOW.plusSeconds(294));
        assertThat(get(authenticator.authenticate(KEY)).username()).isEqualTo("ada");
        assertThat(authority.exchanges).hasValue(1);

        time.set(NOW.plusSeconds(295));
        get(authenticator.authenticate(KEY));
        assertThat(authority.exchanges).hasValue(2);
    }

    @Test
    void asksOnceForAWrongKeyThatIsSentAgainAndAgain() {
        for (var attempt = 0; attempt < 50; attempt++) {
            refused("souk_01_wrong");
        }

        assertThat(authority.exchanges).hasValue(1);
    }

    @Test
    void getsANewTokenForAKeyWhoseAccountChanged() {
        authority.exchanged.put(KEY, stands(mint(), 300));
        get(authenticator.authenticate(KEY));

        authority.revoked.add(new Revocation(null, TokenMint.SUBJECT, 4, NOW.plusSeconds(600)));
        get(revocations.ask());
        authority.exchanged.put(KEY, stands(mint().claim("gen", 4).claim("roles", List.of("seller")), 300));

        assertThat(get(authenticator.authenticate(KEY)).roles()).containsExactly("seller");
    }

    @Test
    void endsWithTheKey() {
        authority.exchanged.put(KEY, stands(mint(), 300));
        get(authenticator.authenticate(KEY));

        authority.revoked.add(new Revocation(TokenMint.CREDENTIAL, null, 0, NOW.plusSeconds(600)));
        get(revocations.ask());
        authority.exchanged.clear();

        refused(KEY);
    }

    @Test
    void tradesTheTokenOfAnotherIssuerButNeverAForgedOneOfOurs() {
        var foreign = new TokenMint(THEIRS, NOW)
                .claim("iss", "https://id.example.org")
                .token();
        authority.exchanged.put(
                foreign, stands(mint().claim("sid", UUID.randomUUID().toString()), 60));
        var forged = new TokenMint(THEIRS, NOW).token();
        authority.exchanged.put(forged, stands(mint(), 60));

        assertThat(get(authenticator.authenticate(foreign)).username()).isEqualTo("ada");
        refused(forged);
        assertThat(authority.exchanges).hasValue(1);
    }

    @Test
    void doesNotBelieveTheAuthorityBlindly() {
        authority.exchanged.put(KEY, new ExchangedToken(new TokenMint(THEIRS, NOW).token(), NOW.plusSeconds(300)));

        refused(KEY);
    }

    private void refused(String credential) {
        assertThatThrownBy(() -> get(authenticator.authenticate(credential))).hasCauseInstanceOf(Refusal.class);
    }

    private static ExchangedToken stands(TokenMint mint, long seconds) {
        return new ExchangedToken(mint.token(), NOW.plusSeconds(seconds));
    }

    private static TokenMint mint() {
        return new TokenMint(PAIR, NOW);
    }
}
