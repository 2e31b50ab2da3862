package souk.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowStartTest {

    private static final int TURNS = 10_000;
    private static final Duration OLD = Duration.ofHours(1);

    @Test
    void aNewcomerTakesATenthOfItsTurnsAtFirst() {
        assertThat(taken(Duration.ZERO, OLD)).isBetween(700L, 1_300L);
    }

    @Test
    void andHalfOfThemInTheMiddle() {
        assertThat(taken(SlowStart.TIME.dividedBy(2), OLD)).isBetween(5_000L, 6_000L);
    }

    @Test
    void andAllOfThemInTheEnd() {
        assertThat(taken(SlowStart.TIME, OLD)).isEqualTo(TURNS);
    }

    @Test
    void newcomersOfTheSameAgeAreEquals() {
        assertThat(taken(Duration.ZERO, Duration.ZERO)).isEqualTo(TURNS);
        assertThat(taken(Duration.ofSeconds(3), Duration.ofSeconds(1))).isEqualTo(TURNS);
    }

    private static long taken(Duration age, Duration otherAge) {
        return IntStream.range(0, TURNS)
                .filter(turn -> !SlowStart.yields(age.toNanos(), otherAge.toNanos()))
                .count();
    }
}
