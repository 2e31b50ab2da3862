package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies of any size, over real connections. */
class UploadTest {

    private static final int PIECE = 64 * 1024;
    private static final int MEGABYTE = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong taken = new AtomicLong();
    private final Promise<Void> firstPiece = Promise.promise();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        var api = new HttpApi(
                        vertx,
                        token -> Future.failedFuture(HttpApi.unauthenticated()),
                        ClientAddress.ofConnection(),
                        refused -> {})
                .uploadPatience(Duration.ofMillis(400))
                .onUpload("/files", Rule.anyone(), this::count)
                .onUpload("/guarded", Rule.authenticated(), this::count);
        server = vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(api.router())
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Future<Answer> count(ApiRequest request) {
        return request.upload()
                .forEach(PIECE, piece -> {
                    taken.addAndGet(piece.length());
                    return firstPiece.future();
                })
                .map(done -> Answer.ok(new Counted(taken.get())));
    }

    private record Counted(long bytes) {}

    @Test
    void takesABodyThatIsLargerThanTheLimitOfOthers() throws IOException {
        firstPiece.complete();
        try (var socket = post("/files", 3 * MEGABYTE)) {
            socket.getOutputStream().write(new byte[3 * MEGABYTE]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("{\"bytes\":" + 3 * MEGABYTE + "}");
        }
    }

    @Test
    void takesNoMoreThanOnePieceWhileThatIsWorkedOn() throws Exception {
        var sent = new AtomicLong();
        try (var socket = post("/files", 256L * MEGABYTE)) {
            var sender = new Thread(() -> send(socket, sent));
            sender.start();
            var before = new AtomicLong(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> taken.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(taken.get()).isLessThan(3L * PIECE);
            assertThat(sent.get()).as("what the kernel's buffers hold").isLessThan(32L * MEGABYTE);
        }
    }

    private static void send(Socket socket, AtomicLong sent) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[PIECE]);
                sent.addAndGet(PIECE);
            }
        } catch (IOException closed) {
            assertThat(closed).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void endsAnUploadThatBringsNextToNothing() throws IOException {
        firstPiece.complete();
        try (var socket = post("/files", MEGABYTE)) {
            socket.getOutputStream().write(new byte[10]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("\"code\":\"request-timeout\"");
        }
    }

    @Test
    void refusesWithoutWaitingForTheBody() throws IOException {
        try (var socket = post("/guarded", MEGABYTE)) {
            socket.getOutputStream().write(new byte[PIECE]);
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
            assertThat(taken.get()).isZero();
        }
    }

    private Socket post(String path, long length) throws IOException {
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(10_000);
        var head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Head and body of the answer, for the whole of which its length says how far to read. */
    private static String answer(Socket socket) throws IOException {
        var text = new StringBuilder();
        var input = socket.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) input.read());
        }
        var length = Integer.parseInt(text.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return text + new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }
}
