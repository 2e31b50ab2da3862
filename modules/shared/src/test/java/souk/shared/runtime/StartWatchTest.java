package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartWatchTest {

    private final AtomicLong now = new AtomicLong();
    private final List<String> stuck = new ArrayList<>();
    private final StartWatch watch =
            new StartWatch(Duration.ofSeconds(60), (step, waited) -> stuck.add(step + " " + waited), now::get);

    @Test
    void saysWhichStepTakesTooLongAndSaysItOnce() {
        watch.enter("joining the cluster");
        pass(40);
        watch.enter("schema");
        pass(60);

        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        assertThat(stuck).containsExactly("schema PT1M");
    }

    @Test
    void bearsAnyNumberOfStepsThatEndInTime() {
        for (var step : List.of("joining the cluster", "schema", "keys", "listening")) {
            watch.enter(step);
            pass(59);
            assertThat(watch.look()).isTrue();
            assertThat(watch.current()).isEqualTo(step);
        }
        assertThat(stuck).isEmpty();
    }

    @Test
    void looksAwayWhenTheStartIsOver() {
        watch.enter("joining the cluster");
        watch.done();
        pass(3_600);

        assertThat(watch.look()).isFalse();
        assertThat(watch.current()).isEmpty();
        assertThat(stuck).isEmpty();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
