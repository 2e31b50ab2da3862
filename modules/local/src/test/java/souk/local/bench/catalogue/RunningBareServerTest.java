package souk.local.bench.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.client.HttpConnection;

class RunningBareServerTest {
    @TempDir
    private Path directory;

    @Test
    void answersEverythingWithTheSameBodyUntilItIsClosed() throws Exception {
        var body = Files.writeString(directory.resolve("body.json"), "{\"id\":\"1\"}");
        var vertx = Path.of(System.getProperty("java.class.path"));

        String url;
        try (var server = RunningBareServer.start(vertx, body, 2)) {
            url = server.url();
            assertThat(answer(url)).isEqualTo("{\"id\":\"1\"}");
        }
        assertThatThrownBy(() -> answer(url)).isInstanceOf(ConnectException.class);
    }

    private static String answer(String url) throws IOException {
        try (var connection = new HttpConnection(url, Duration.ofSeconds(10))) {
            return connection.send("GET", "/any", Map.of(), null).body();
        }
    }
}
