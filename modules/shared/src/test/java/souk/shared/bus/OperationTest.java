package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import souk.shared.contract.ProductOperations;

class OperationTest {

    private static final Operation<String, String> TWICE =
            Operation.of("products.ask.v1", String.class, String.class).withTries(Duration.ofMillis(500), 2);
    private static final Operation<String, String> SPARING = TWICE.lastTryLeaving(Duration.ofMillis(700));

    @Test
    void aTryThatIsNotTheLastWaitsForItsOwnTime() {
        assertThat(SPARING.patience(Duration.ofMillis(2_500), 2)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theLastTryWaitsForWhatTheCallerCanSpare() {
        assertThat(SPARING.patience(Duration.ofMillis(2_000), 1)).isEqualTo(Duration.ofMillis(1_300));
    }

    @Test
    void theLastTryWaitsNoLongerThanAnyTryMay() {
        assertThat(SPARING.patience(Duration.ofMillis(2_500), 1)).isEqualTo(Operation.LONGEST_TRY);
    }

    @Test
    void theLastTryIsNotShorterThanTheOthersThoughNeverLongerThanTheDeadline() {
        assertThat(SPARING.patience(Duration.ofMillis(1_000), 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(SPARING.patience(Duration.ofMillis(200), 1)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void withoutSayingSoTheLastTryIsLikeTheOthers() {
        assertThat(TWICE.patience(Duration.ofMillis(2_500), 1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void reservingIsTriedTwiceAndLeavesTheCommitOfTheOrderItsTime() {
        var reserve = ProductOperations.RESERVE;
        assertThat(reserve.tries()).isEqualTo(2);
        var left = Duration.ofMillis(2_500).minus(reserve.patience(Duration.ofMillis(2_500), 2));
        assertThat(left.minus(reserve.patience(left, 1))).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void whatIsToBeLeftIsNotNegative() {
        assertThatThrownBy(() -> TWICE.lastTryLeaving(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
