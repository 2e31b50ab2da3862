package souk.local.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmoothnessTest {
    private static final Duration MOST = Duration.ofSeconds(3);

    private final Script script = new Script();

    @Test
    void findsNothingWrongWithQuickAnswers() {
        for (int number = 0; number < 50; number++) {
            script.reads(Phase.SERVICES, 200, 20);
        }

        assertThat(smoothness().nothingFailed(Phase.SERVICES).holds()).isTrue();
        assertThat(smoothness().nothingSlow(Phase.SERVICES).holds()).isTrue();
        assertThat(smoothness().troubleWithin(MOST, Phase.SERVICES).holds()).isTrue();
    }

    @Test
    void noticesARequestThatFailed() {
        script.reads(Phase.SERVICES, 503, 20);

        assertThat(smoothness().nothingFailed(Phase.SERVICES).violations()).isEqualTo(1);
        assertThat(smoothness().nothingFailed(Phase.WARM_UP).holds()).isTrue();
    }

    @Test
    void noticesABrokenConnection() {
        script.brokenOff("k1");

        assertThat(smoothness().nothingFailed(Phase.SERVICES).holds()).isFalse();
    }

    @Test
    void noticesAnAnswerThatTookLongerThanTwoSeconds() {
        script.reads(Phase.SERVICES, 200, 2001);

        assertThat(smoothness().nothingSlow(Phase.SERVICES).holds()).isFalse();
    }

    @Test
    void measuresTroubleFromTheFirstToTheLastTroubledRequest() {
        script.reads(Phase.SERVICES, 200, 20)
                .reads(Phase.SERVICES, 503, 100)
                .lets(1500)
                .reads(Phase.SERVICES, 200, 1400);

        assertThat(smoothness().troubleMillis(Phase.SERVICES)).isEqualTo(3000);
        assertThat(smoothness().troubleWithin(MOST, Phase.SERVICES).holds()).isTrue();
    }

    @Test
    void addsUpTheTroubleOfBothPhases() {
        script.reads(Phase.SERVICES, 503, 1600).reads(Phase.RESUMED, 503, 1600);

        assertThat(smoothness()
                        .troubleWithin(MOST, Phase.SERVICES, Phase.RESUMED)
                        .holds())
                .isFalse();
    }

    @Test
    void doesNotJudgeByTooLittle() {
        for (int number = 0; number < 10; number++) {
            script.reads(Phase.SERVICES, 200, 20);
        }

        assertThat(smoothness()
                        .enoughSeen(Phase.SERVICES, Duration.ofSeconds(10), List.of())
                        .holds())
                .isFalse();
    }

    @Test
    void doesNotJudgeAFaultThatNobodySaw() {
        for (int number = 0; number < 100; number++) {
            script.reads(Phase.SERVICES, 200, 20).placed("k" + number, "o" + number);
        }

        var late = List.of(new Fault("kill products-1", 3_000_000_000L));

        assertThat(smoothness()
                        .enoughSeen(Phase.SERVICES, Duration.ofSeconds(10), late)
                        .examples())
                .containsExactly("0 requests in the 2 s after kill products-1");
    }

    private Smoothness smoothness() {
        return new Smoothness(script.history());
    }
}
