package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final Health health = new Health();

    @Test
    void namesWhatIsUpAndWhatIsDown() {
        health.check("database", () -> Future.failedFuture("away"));
        health.check("keys", Future::succeededFuture);

        assertThat(health.results())
                .containsOnly(java.util.Map.entry("database", false), java.util.Map.entry("keys", true));
    }

    @Test
    void aCheckThatNeverAnswersIsDown() {
        health.check("database", () -> Promise.<Void>promise().future());

        assertThat(health.results()).containsEntry("database", false);
    }

    @Test
    void aCheckThatThrowsIsDown() {
        health.check("database", () -> {
            throw new IllegalStateException("closed");
        });

        assertThat(health.results()).containsEntry("database", false);
    }
}
