package souk.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {
    private ServerSocket listener;
    private HttpConnection connection;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        connection = new HttpConnection("http://127.0.0.1:" + listener.getLocalPort(), Duration.ofSeconds(5));
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        listener.close();
    }

    @Test
    void readsABodyOfKnownLength() throws IOException {
        serve("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");

        assertThat(get()).isEqualTo(new HttpAnswer(201, "hello"));
    }

    @Test
    void readsAChunkedBodyWithTrailers() throws IOException {
        serve(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n");

        assertThat(get()).isEqualTo(new HttpAnswer(200, "abcde"));
    }

    @Test
    void usesTheConnectionAgain() throws IOException {
        var requests = serve(
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nb");

        assertThat(get().body()).isEqualTo("a");
        assertThat(get()).isEqualTo(new HttpAnswer(404, "b"));
        assertThat(requests.join()).containsExactly("GET /x HTTP/1.1", "GET /x HTTP/1.1");
    }

    @Test
    void failsWhenTheConnectionBreaksInTheMiddleOfAnAnswer() {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");

        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining("middle");
    }

    @Test
    void opensANewConnectionAfterAFailureAndDoesNotRepeatByItself() throws IOException {
        serve();
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);

        serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        assertThat(get().body()).isEqualTo("ok");
    }

    private HttpAnswer get() throws IOException {
        return connection.send("GET", "/x", Map.of(), null);
    }

    /** Takes one connection, gives one answer to each request and closes it; returns the request lines. */
    private CompletableFuture<List<String>> serve(String... answers) {
        return CompletableFuture.supplyAsync(() -> {
            try (var socket = listener.accept()) {
                return answer(socket, answers);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> answer(Socket socket, String... answers) throws IOException {
        var lines = new ArrayList<String>();
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (var answer : answers) {
            lines.add(reader.readLine());
            while (!reader.readLine().isEmpty()) {
                continue;
            }
            socket.getOutputStream().write(answer.getBytes(UTF_8));
        }
        return lines;
    }
}
