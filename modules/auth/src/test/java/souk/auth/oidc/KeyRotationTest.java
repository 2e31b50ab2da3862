package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.security.CompactJws;

/** Keys come and go with the provider, on a clock of the test's own. */
class KeyRotationTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private Vertx vertx;
    private StubIdp idp;
    private Provider provider;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        idp = StubIdp.start();
        var config = new ProviderConfig(
                "stub",
                idp.issuer(),
                StubIdp.CLIENT,
                Optional.empty(),
                Optional.of(StubIdp.AUDIENCE),
                "openid",
                Optional.empty(),
                Map.of(),
                "http://127.0.0.1:8080/oidc/stub/callback",
                Optional.empty());
        provider = new Provider(config, new IdpHttp(vertx), now::get);
        assertThat(isTaken("first")).isTrue();
    }

    @AfterEach
    void close() {
        await(vertx.close());
        idp.close();
    }

    @Test
    void looksForAnUnknownKeyOnceInThirtySeconds() {
        idp.publish("second", StubIdp.OTHER_KEY);
        assertThat(isTaken("second")).isFalse();
        now.updateAndGet(at -> at.plusSeconds(29));
        assertThat(isTaken("second")).isFalse();
        assertThat(idp.timesAsked("/jwks")).isEqualTo(1);

        now.updateAndGet(at -> at.plusSeconds(1));

        assertThat(isTaken("second")).isTrue();
        assertThat(isTaken("first")).isTrue();
        assertThat(idp.timesAsked("/jwks")).isEqualTo(2);
    }

    @Test
    void asksNoMoreThanOnceForManyThatComeTogether() {
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(1)));
        var together = java.util.stream.Stream.of("a", "b", "c", "d")
                .map(kid -> provider.verify(token(kid), any -> {}).transform(Future::succeededFuture))
                .toList();

        await(Future.all(together));

        assertThat(idp.timesAsked("/jwks")).isEqualTo(2);
    }

    @Test
    void dropsAKeyThatTheProviderWithdraws() {
        idp.publish("second", StubIdp.OTHER_KEY);
        idp.withdraw("first");

        await(provider.refresh());

        assertThat(isTaken("first")).isFalse();
        assertThat(isTaken("second")).isTrue();
    }

    @Test
    void keepsWhatItKnowsWhenARefreshComesToNothing() {
        idp.misbehave("/jwks", request -> request.response().end("{\"keys\":[]}"));
        idp.misbehave(
                "/.well-known/openid-configuration",
                request -> request.response().setStatusCode(500).end());

        await(provider.refresh());

        assertThat(isTaken("first")).isTrue();
    }

    private boolean isTaken(String kid) {
        return await(provider.verify(token(kid), any -> {}).transform(Future::succeededFuture))
                .succeeded();
    }

    private String token(String kid) {
        var header = Map.<String, Object>of("alg", "RS256", "kid", kid, "typ", "at+jwt");
        var key = kid.equals("first") ? StubIdp.KEY : StubIdp.OTHER_KEY;
        return CompactJws.sign(header, idp.claims("somebody"), key.getPrivate());
    }
}
