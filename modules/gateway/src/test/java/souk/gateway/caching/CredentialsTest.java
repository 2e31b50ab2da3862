package souk.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import souk.shared.http.HttpApi;
import souk.shared.security.Caller;

class CredentialsTest {

    private final List<String> verified = new ArrayList<>();
    private final Credentials credentials = Credentials.of(token -> {
        verified.add(token);
        return token.equals("good")
                ? Future.succeededFuture(Caller.ANONYMOUS)
                : Future.failedFuture(HttpApi.unauthenticated());
    });

    @Test
    void believesWhatTheVerifierBelieves() {
        assertThat(credentials.areGood("Bearer good").result()).isTrue();
        assertThat(credentials.areGood("bearer  good ").result()).isTrue();
        assertThat(credentials.areGood("Bearer revoked").result()).isFalse();
        assertThat(verified).containsExactly("good", "good", "revoked");
    }

    @Test
    void leavesEverythingElseToTheServiceWithoutAskingAnybody() {
        assertThat(credentials.areGood("Bearer souk_key_secret").result()).isFalse();
        assertThat(credentials.areGood("Basic Z29vZDo=").result()).isFalse();
        assertThat(credentials.areGood("").result()).isFalse();
        assertThat(Credentials.NOBODYS.areGood("Bearer good").result()).isFalse();
        assertThat(verified).isEmpty();
    }
}
