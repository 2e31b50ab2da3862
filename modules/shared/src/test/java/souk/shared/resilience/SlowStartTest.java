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
        assertThat(taken(SlowStart.STANDARD, Duration.ZERO, OLD)).isBetween(700L, 1_300L);
    }

    @Test
    void andHalfOfThemInTheMiddle() {
        assertThat(taken(SlowStart.STANDARD, SlowStart.STANDARD.time().dividedBy(2), OLD))
                .isBetween(5_000L, 6_000L);
    }

    @Test
    void andAllOfThemInTheEnd() {
        assertThat(taken(SlowStart.STANDARD, SlowStart.STANDARD.time(), OLD)).isEqualTo(TURNS);
    }

    @Test
    void newcomersOfTheSameAgeAreEquals() {
        assertThat(taken(SlowStart.STANDARD, Duration.ZERO, Duration.ZERO)).isEqualTo(TURNS);
        assertThat(taken(SlowStart.STANDARD, Duration.ofSeconds(3), Duration.ofSeconds(1)))
                .isEqualTo(TURNS);
    }

    @Test
    void takesAsLongAsItIsConfigured() {
        var half = new SlowStart(Duration.ofSeconds(30));

        assertThat(taken(half, Duration.ofSeconds(15), OLD)).isBetween(5_000L, 6_000L);
        assertThat(taken(half, Duration.ofSeconds(30), OLD)).isEqualTo(TURNS);
    }

    @Test
    void aNewcomerTakesAllItsTurnsAtOnceWhereItIsOff() {
        assertThat(taken(new SlowStart(Duration.ZERO), Duration.ZERO, OLD)).isEqualTo(TURNS);
    }

    private static long taken(SlowStart slowStart, Duration age, Duration otherAge) {
        return IntStream.range(0, TURNS)
                .filter(turn -> !slowStart.yields(age.toNanos(), otherAge.toNanos()))
                .count();
    }
}
