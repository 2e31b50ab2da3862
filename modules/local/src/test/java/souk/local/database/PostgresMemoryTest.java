package souk.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresMemoryTest {

    @ParameterizedTest
    @CsvSource({"256, 128MB", "4096, 1024MB", "8000, 2000MB", "16384, 4096MB", "262144, 4096MB"})
    void aQuarterOfTheMachineWithinBounds(long megabytes, String cache) {
        assertThat(new PostgresMemory(megabytes << 20).settings()).containsEntry("shared_buffers", cache);
    }

    @ParameterizedTest
    @CsvSource({"8192, 4096MB"})
    void theSystemsOwnCacheIsCountedOn(long megabytes, String cache) {
        assertThat(new PostgresMemory(megabytes << 20).settings()).containsEntry("effective_cache_size", cache);
    }
}
