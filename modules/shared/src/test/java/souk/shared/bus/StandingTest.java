package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingTest {

    private long now;
    private final Standing standing = new Standing(() -> now);

    @Test
    void twoMissesInARowEject() {
        assertThat(standing.missed()).isFalse();
        assertThat(standing.isEligible()).isTrue();
        assertThat(standing.missed()).isTrue();
        assertThat(standing.isEligible()).isFalse();
    }

    @Test
    void anAnswerInBetweenForgivesTheMiss() {
        standing.missed();
        standing.answered();
        standing.missed();

        assertThat(standing.isEligible()).isTrue();
    }

    @Test
    void afterItsTimeOneProbeDecides() {
        eject();
        later(4_999);
        assertThat(standing.isEligible()).isFalse();
        later(1);
        assertThat(standing.isEligible()).isTrue();
        standing.begin();
        assertThat(standing.isEligible()).as("while it is being probed").isFalse();
        standing.answered();
        assertThat(standing.isEligible()).isTrue();
    }

    @Test
    void aFailedProbeEjectsForAnotherWhile() {
        eject();
        later(5_000);
        standing.begin();
        standing.missed();
        assertThat(standing.isEligible()).isFalse();
        later(5_000);
        assertThat(standing.isEligible()).isTrue();
    }

    private void eject() {
        standing.missed();
        standing.missed();
    }

    private void later(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
