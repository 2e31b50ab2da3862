package souk.shared.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PartitionSafetyTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    @Timeout(30)
    void isNotSafeAsLongAsNobodySaysSoAndAsksOnlyOnceMeanwhile() {
        var frozen = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var safety = new PartitionSafety(() -> {
            asked.incrementAndGet();
            return await(frozen);
        });

        assertThat(safety.isSafe(Duration.ofMillis(50))).isFalse();
        assertThat(safety.isSafe(Duration.ofMillis(50))).isFalse();
        assertThat(asked).hasValue(1);
        frozen.countDown();
        assertThat(safety.isSafe(LONG)).isTrue();
    }

    @Test
    void isNotSafeWithoutACluster() {
        var safety = new PartitionSafety(() -> {
            throw new IllegalStateException("not active");
        });

        assertThat(safety.isSafe(LONG)).isFalse();
    }

    private static boolean await(CountDownLatch frozen) {
        try {
            frozen.await();
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
