package souk.local.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Answers answers = new Answers();

    @Test
    void isThereAtOnceWhenEverythingWasPlacedInGoodTime() {
        everyTenthOfASecond(Answers.PLACED, 30);

        assertThat(Recovery.seconds(20, answers, TIME)).isZero();
    }

    @Test
    void comesAfterTheLastRefusal() {
        everyTenthOfASecond(Answers.PLACED, 30);
        order(Duration.ofMillis(1_600), Answers.BUSY, 1);

        assertThat(Recovery.seconds(20, answers, TIME)).isEqualTo(1.75);
    }

    @Test
    void comesAfterTheLastOrderThatTookTooLong() {
        everyTenthOfASecond(Answers.PLACED, 30);
        order(Duration.ofMillis(3_010), Answers.PLACED, 101);

        assertThat(Recovery.seconds(20, answers, TIME)).isEqualTo(3.25);
        assertThat(Recovery.seconds(50, answers, TIME)).isZero();
    }

    private void everyTenthOfASecond(int status, long millis) {
        for (var at = Duration.ZERO; at.compareTo(TIME) < 0; at = at.plusMillis(100)) {
            order(at, status, millis);
        }
    }

    private void order(Duration due, int status, long millis) {
        var number = answers.due(due.toNanos());
        answers.answered(number, status, due.plusMillis(millis).toNanos());
    }
}
