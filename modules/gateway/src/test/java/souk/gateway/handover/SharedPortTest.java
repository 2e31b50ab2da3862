package souk.gateway.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import souk.shared.http.HttpServerSettings;

@EnabledOnOs(OS.LINUX)
class SharedPortTest {

    private static final int CONNECTIONS = 60;

    private final List<Vertx> open = new ArrayList<>();

    private record Gateway(Vertx vertx, SharedPort port, HttpServer server) {}

    @AfterEach
    void closeAll() {
        open.forEach(vertx -> await(vertx.close()));
    }

    @Test
    void givesAllNewConnectionsToTheOtherWhicheverCameFirst() throws IOException {
        var one = start("one", 0);
        var other = start("other", one.server.actualPort());

        assertThat(answerers(one)).containsExactlyInAnyOrder("one", "other");
        assertThat(await(one.port.handOver(one.server.actualPort()))).isTrue();
        assertThat(answerers(one)).containsExactly("other");

        one.port.oneIsGone();
        assertThat(await(other.port.handOver(one.server.actualPort()))).isTrue();
        assertThat(answerers(one)).containsExactly("one");
    }

    @Test
    void leavesNobodyWaitingAtAListenerThatCloses() throws IOException {
        var leaving = start("leaving", 0);
        var staying = start("staying", leaving.server.actualPort());
        await(leaving.port.handOver(leaving.server.actualPort()));
        var waiting = new ArrayList<Socket>();
        for (var i = 0; i < CONNECTIONS; i++) {
            waiting.add(new Socket(InetAddress.getLoopbackAddress(), leaving.server.actualPort()));
        }

        await(leaving.server.close());

        for (var socket : waiting) {
            assertThat(answer(socket)).isEqualTo("staying");
        }
        assertThat(answerers(staying)).containsExactly("staying");
    }

    @Test
    void sharesWithANewcomerWhenTheOneThatLeftIsGone() throws IOException {
        var leaving = start("leaving", 0);
        var staying = start("staying", leaving.server.actualPort());
        await(leaving.port.handOver(leaving.server.actualPort()));
        await(leaving.server.close());
        start("newcomer", staying.server.actualPort());

        staying.port.oneIsGone();

        assertThat(answerers(staying)).containsExactlyInAnyOrder("staying", "newcomer");
    }

    @Test
    void goesOnTakingConnectionsWhenThereIsNobodyElse() throws IOException {
        var alone = start("alone", 0);

        assertThat(await(alone.port.handOver(alone.server.actualPort()))).isFalse();

        assertThat(answerers(alone)).containsExactly("alone");
    }

    @Test
    void changesNothingWhereTheSystemCannotDoIt() throws IOException {
        var plain = listen(new VertxOptions().setPreferNativeTransport(false), "plain", 0);

        assertThat(await(plain.port.handOver(plain.server.actualPort()))).isFalse();
        plain.port.oneIsGone();

        assertThat(answerers(plain)).containsExactly("plain");
    }

    private Gateway start(String name, int port) {
        return listen(new VertxOptions().setPreferNativeTransport(true), name, port);
    }

    private Gateway listen(VertxOptions options, String name, int port) {
        var vertx = Vertx.vertx(options.setEventLoopPoolSize(1));
        open.add(vertx);
        var shared = new SharedPort(vertx, "127.0.0.1");
        var server = await(vertx.createHttpServer(
                        HttpServerSettings.listener("127.0.0.1", port).setReusePort(options.getPreferNativeTransport()))
                .connectionHandler(shared::accepted)
                .requestHandler(request -> request.response().end(name))
                .listen());
        return new Gateway(vertx, shared, server);
    }

    /** Who answers new connections. */
    private static Set<String> answerers(Gateway any) throws IOException {
        var names = new HashSet<String>();
        for (var i = 0; i < CONNECTIONS; i++) {
            names.add(answer(new Socket(InetAddress.getLoopbackAddress(), any.server.actualPort())));
        }
        return names;
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.lastIndexOf('\n') + 1);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
