package souk.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void refusesADirectoryWithOtherFiles() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> new DataDirectory(directory).create()).hasMessageContaining("has other files in it");
        assertThatThrownBy(() -> new DataDirectory(directory).delete()).hasMessageContaining("nothing was removed");

        assertThat(directory.resolve("thesis.txt")).exists();
    }

    @Test
    void removesAllOfItself() throws IOException {
        var data = new DataDirectory(directory.resolve("souk")).create();
        Files.writeString(data.log("orders-1"), "a line");

        data.delete();

        assertThat(data.root()).doesNotExist();
    }

    @Test
    void letsOnlyOneSupervisorIn() {
        var data = new DataDirectory(directory.resolve("souk")).create();

        try (var first = DataLock.tryAcquire(data).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DataLock.tryAcquire(data)).isEmpty();
        }

        try (var next = DataLock.tryAcquire(data).orElseThrow()) {
            assertThat(next).isNotNull();
        }
    }
}
