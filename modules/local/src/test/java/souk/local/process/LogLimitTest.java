package souk.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLimitTest {
    @TempDir
    private Path logs;

    @Test
    void beginsALogAnewThatGrewOverTheLimit() throws IOException {
        var log = Files.writeString(logs.resolve("orders-1.log"), "x".repeat(101));

        new LogLimit(logs, 100).enforceOn(name -> true);

        assertThat(log).isEmptyFile();
        assertThat(logs.resolve("orders-1.log.1")).hasSize(101);
    }

    @Test
    void leavesASmallLogAlone() throws IOException {
        var log = Files.writeString(logs.resolve("orders-1.log"), "x".repeat(100));

        new LogLimit(logs, 100).enforceOn(name -> true);

        assertThat(log).hasSize(100);
    }
}
