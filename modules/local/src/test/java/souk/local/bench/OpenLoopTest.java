package souk.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void spreadsTheRequestsOverTheTimeAtRandom() {
        var due = OpenLoop.due(1_000, Duration.ofSeconds(20));

        assertThat(due).hasSize(20_000).isSorted();
        assertThat(due[due.length - 1] / 1e9).isBetween(19.0, 21.0);
        assertThat(Arrays.stream(due).map(at -> at / MILLI).distinct().count()).isBetween(12_000L, 13_500L);
    }

    @Test
    void leavesTheFirstSecondOutAndShowsTheSlowestHundredth() {
        var due = new long[201];
        var took = new long[201];
        for (int number = 1; number <= 200; number++) {
            due[number] = 1_000 * MILLI + number;
            took[number] = number * MILLI;
        }
        took[0] = 5_000 * MILLI;

        assertThat(OpenLoop.measurement(due, took, 2, 3)).isEqualTo(new Measurement(100, 100, 198, 3));
    }

    @Test
    void timesARequestFromWhenItWasDueThoughTheOneBeforeItTookTheOnlyConnection() {
        var late = new CountDownLatch(1);
        var loop = new OpenLoop("http://127.0.0.1:1", 1);

        var measurement = loop.run(50, Duration.ofSeconds(1), (connection, number) -> {
            if (number == 60) {
                waitFor(late);
            } else if (number == 99) {
                throw new IOException("refused");
            }
        });

        assertThat(measurement.errors()).isEqualTo(1);
        assertThat(measurement.p99Millis()).isGreaterThan(200);
        assertThat(measurement.p50Millis()).isLessThan(400);
    }

    private static void waitFor(CountDownLatch never) {
        try {
            assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
