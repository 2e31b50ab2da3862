package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.cluster.Member;

/** Bodies of any size cross the gateway as they come: to one instance, and only once. */
class UploadTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final RunningGateway gateway = RunningGateway.start();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void instance(Consumer<HttpServerRequest> behaviour) {
        var server = Wait.on(gateway.vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> {
                    requests.incrementAndGet();
                    request.exceptionHandler(gone -> broken.incrementAndGet());
                    behaviour.accept(request);
                })
                .listen());
        gateway.ready(new Member(
                UUID.randomUUID().toString(), "products", "products-1", "127.0.0.1", server.actualPort(), 0));
    }

    private void counting(HttpServerRequest request) {
        request.handler(bytes -> arrived.addAndGet(bytes.length()))
                .endHandler(end -> request.response()
                        .setStatusCode(202)
                        .end(request.uri() + " " + request.getHeader("content-type")));
    }

    private Socket post(String path, String framing) throws IOException {
        var socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout(10_000);
        send(
                socket,
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n" + framing + "\r\n\r\n");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }

    @Test
    void passesOnABodyThatIsLargerThanTheLimitOfOthers() throws IOException {
        instance(this::counting);
        try (var socket = post("/products/import?dryRun=true", "Content-Length: " + 5 * MEGABYTE)) {
            socket.getOutputStream().write(new byte[5 * MEGABYTE]);
            assertThat(head(socket)).startsWith("HTTP/1.1 202");
            assertThat(arrived.get()).isEqualTo(5 * MEGABYTE);
        }
    }

    @Test
    void passesOnAChunkedBodyUnderThePathOfTheService() throws IOException {
        instance(this::counting);
        try (var socket = post("/products/import?dryRun=true", "Transfer-Encoding: chunked\r\nConnection: close")) {
            for (var i = 0; i < 10; i++) {
                send(socket, "10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            send(socket, "0\r\n\r\n");
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).contains("/api/v1/products/import?dryRun=true text/csv");
            assertThat(arrived.get()).isEqualTo(10 * 0x10000);
        }
    }

    @Test
    void readsNoFasterThanTheInstanceDoes() throws IOException {
        instance(HttpServerRequest::pause);
        var sent = new AtomicLong();
        try (var socket = post("/api/v1/products/import", "Content-Length: " + 512L * MEGABYTE)) {
            new Thread(() -> sendWithoutEnd(socket, sent)).start();
            var before = new AtomicLong(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).as("what buffers hold").isLessThan(64L * MEGABYTE);
        }
    }

    private static void sendWithoutEnd(Socket socket, AtomicLong sent) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[0x10000]);
                sent.addAndGet(0x10000);
            }
        } catch (IOException closed) {
            assertThat(closed).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void givesAnAnswerThatDidNotWaitForTheWholeBody() throws IOException {
        instance(request -> {
            request.handler(ignored -> {});
            request.response().setStatusCode(401).end("no");
        });
        try (var socket = post("/api/v1/products/import", "Content-Length: " + 512L * MEGABYTE)) {
            socket.getOutputStream().write(new byte[MEGABYTE]);
            assertThat(head(socket)).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void isNotSentASecondTimeOnceItHasBegun() throws IOException {
        instance(request -> request.handler(first -> request.connection().close()));
        instance(request -> request.handler(first -> request.connection().close()));
        try (var socket = post("/api/v1/products/import", "Content-Length: " + MEGABYTE)) {
            socket.getOutputStream().write(new byte[MEGABYTE / 2]);
            assertThat(head(socket)).startsWith("HTTP/1.1 503");
            assertThat(requests.get()).isOne();
        }
    }

    @Test
    void endsAtTheInstanceTooWhenTheClientGoes() throws IOException {
        instance(request -> request.handler(bytes -> arrived.addAndGet(bytes.length())));
        try (var socket = post("/api/v1/products/import", "Content-Length: " + MEGABYTE)) {
            socket.getOutputStream().write(new byte[1000]);
            Awaitility.await().until(() -> arrived.get() > 0);
        }
        Awaitility.await().untilAsserted(() -> assertThat(broken.get()).isOne());
    }

    @Test
    void refusesABodyWithBrokenFramingHoweverFarItHasCome() throws IOException {
        instance(request -> request.handler(bytes -> arrived.addAndGet(bytes.length())));
        try (var socket = post("/api/v1/products/import", "Transfer-Encoding: chunked")) {
            send(socket, "5\r\nhello\r\n");
            Awaitility.await().until(() -> arrived.get() == 5);
            send(socket, "zz\r\n");
            assertThat(head(socket)).startsWith("HTTP/1.1 400");
        }
        Awaitility.await().untilAsserted(() -> assertThat(broken.get()).isOne());
    }
}
