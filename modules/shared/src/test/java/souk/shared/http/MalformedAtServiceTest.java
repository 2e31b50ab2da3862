package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.shared.security.Caller;

/** What a service refuses by itself, should anybody get past the gateways. */
class MalformedAtServiceTest {

    private static final String POST = "POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private static final AtomicInteger REACHED = new AtomicInteger();
    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        var api = new HttpApi(
                vertx, token -> Future.succeededFuture(Caller.ANONYMOUS), ClientAddress.ofConnection(), refused -> {});
        api.on(HttpMethod.POST, "/things", Rule.anyone(), request -> {
            request.body();
            REACHED.incrementAndGet();
            return Future.succeededFuture(Answer.noContent());
        });
        server = vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(api.router())
                .listen()
                .await(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(10, java.util.concurrent.TimeUnit.SECONDS);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("two hosts", 400, POST + "Host: b\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "length and chunked",
                        400,
                        POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("two lengths", 400, POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                Arguments.of("unknown coding", 400, POST + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("NUL in front", 400, "\0" + POST + "Content-Length: 2\r\n\r\n{}"),
                Arguments.of("blank in a name", 400, POST + "X A: b\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of("long headers", 431, POST + "X-A: " + "b".repeat(9_000) + "\r\n\r\n"),
                Arguments.of("long target", 414, "POST /things?" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("long body", 413, POST + "Content-Length: 70000\r\n\r\n"),
                Arguments.of(
                        "deep JSON",
                        400,
                        POST + "Content-Length: 20000\r\n\r\n" + "[".repeat(10_000) + "]".repeat(10_000)),
                Arguments.of(
                        "form that is none",
                        400,
                        POST.replace("application/json", "application/x-www-form-urlencoded")
                                + "Content-Length: 4\r\n\r\n%_*%"),
                Arguments.of("NUL in JSON", 400, POST + "Content-Length: 3\r\n\r\n{\0}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refuses(String what, int status, String bytes) throws IOException {
        var before = REACHED.get();
        assertThat(answer(bytes)).matches("HTTP/1[.][01] " + status + " ");
        assertThat(REACHED.get()).isEqualTo(before);
    }

    @Test
    void speaksNoHttp2WithoutTls() throws IOException {
        assertThat(answer(POST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 204 ");
        assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"))
                .as("words, not frames")
                .matches("HTTP/.* [45][0-9][0-9] ");
    }

    /** The first bytes of what comes back. */
    private static String answer(String bytes) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1);
        }
    }
}
