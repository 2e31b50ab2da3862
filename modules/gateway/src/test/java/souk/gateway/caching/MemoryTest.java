package souk.gateway.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final long BYTES = 100_000;
    private static final Duration STALE_BOUND = Duration.ofMinutes(10);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Memory memory = new Memory(BYTES, STALE_BOUND, clock::get);
    private final Resource product = product(UUID.randomUUID());

    @Test
    void anOlderVersionNeverReplacesANewerOne() {
        keep(product, 2, clock.get());
        keep(product, 1, clock.get() + 1);
        assertThat(memory.find(product))
                .hasValueSatisfying(entry -> assertThat(entry.version()).isEqualTo(2));
        keep(product, 3, clock.get());
        assertThat(memory.find(product))
                .hasValueSatisfying(entry -> assertThat(entry.version()).isEqualTo(3));
    }

    @Test
    void theTimeCountsFromTheBeginningOfTheFetch() {
        var began = clock.get();
        clock.addAndGet(Memory.BOUND.toNanos() - 1);
        keep(product, 1, began);
        assertThat(memory.find(product)).isPresent();
        clock.addAndGet(1);
        assertThat(memory.find(product)).isEmpty();
        keep(product, 2, began);
        assertThat(memory.find(product)).isEmpty();
        assertThat(Memory.BOUND).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whatWasBegunBeforeEverythingWasForgottenIsNotKept() {
        var epoch = memory.epochOf(product);
        memory.forgetAll();
        memory.keep(product, entry(1, clock.get(), epoch, 10));
        assertThat(memory.find(product)).isEmpty();
    }

    @Test
    void takesNoMoreThanItMay() {
        for (var i = 0; i < 1_000; i++) {
            memory.keep(product(UUID.randomUUID()), entry(1, clock.get(), 0, 1_000));
            assertThat(memory.weight()).isLessThanOrEqualTo(BYTES);
        }
        assertThat(memory.weight()).isGreaterThan(BYTES / 2);
    }

    private void keep(Resource resource, long version, long began) {
        memory.keep(resource, entry(version, began, memory.epochOf(resource), 10));
    }

    private static Entry entry(long version, long began, long epoch, int bytes) {
        return new Entry(List.of(), Buffer.buffer(new byte[bytes]), null, "\"" + version + "\"", version, began, epoch);
    }

    private static Resource product(UUID id) {
        return Resource.of("/products/" + id, null).orElseThrow();
    }
}
