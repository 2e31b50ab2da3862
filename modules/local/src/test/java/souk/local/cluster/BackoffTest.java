package souk.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff();

    @Test
    void waitsTwiceAsLongAfterEachShortLife() {
        assertThat(backoff.after(SHORT)).hasMillis(200);
        assertThat(backoff.after(SHORT)).hasMillis(400);
        assertThat(backoff.after(SHORT)).hasMillis(800);
    }

    @Test
    void neverWaitsLongerThanTenSeconds() {
        for (int life = 0; life < 20; life++) {
            assertThat(backoff.after(SHORT)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        }
    }

    @Test
    void waitsShortAgainAfterASteadyLife() {
        backoff.after(SHORT);
        backoff.after(SHORT);

        assertThat(backoff.after(Duration.ofMinutes(1))).hasMillis(200);
    }
}
