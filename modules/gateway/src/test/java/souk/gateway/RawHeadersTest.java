package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.cluster.Member;

/** Headers that must not cross the gateway, as bytes on the wire on both sides. */
class RawHeadersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static RunningGateway gateway;
    private static StubInstance products;
    private static NetServer orders;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
        products = gateway.instance("products", "products-1").answers("x");
        orders = Wait.on(gateway.vertx
                .createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.write(Buffer.buffer("""
                                HTTP/1.1 200 OK\r
                                Content-Type: text/plain\r
                                Connection: keep-alive, X-Secret ,x-other\r
                                Connection: X-Third\r
                                X-Secret: 1\r
                                X-OTHER: 2\r
                                x-third: 3\r
                                Keep-Alive: timeout=5\r
                                Proxy-Authenticate: Basic\r
                                Proxy-Connection: keep-alive\r
                                Upgrade: h2c\r
                                Trailer: X-Trailing\r
                                Server: Banner/1.0\r
                                X-Powered-By: Banner\r
                                Via: 1.1 inside\r
                                X-Souk-Node: 7\r
                                X-Public: yes\r
                                Transfer-Encoding: chunked\r
                                \r
                                2\r
                                ok\r
                                0\r
                                X-Trailing: 4\r
                                \r
                                """))))
                .listen(0, "127.0.0.1"));
        gateway.ready(
                new Member(UUID.randomUUID().toString(), "orders", "orders-1", "127.0.0.1", orders.actualPort(), 0));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id: 1",
                "x-USER-roles: admin",
                "X_User_Id: 1",
                "Forwarded: for=6.6.6.6;host=evil",
                "X-Forwarded-Prefix: /evil",
                "X_Forwarded_Host: evil",
                "X-Real-IP: 6.6.6.6",
                "Via: 1.1 evil",
                "X-Souk-Caller: admin",
                "x-souk-anything: 1",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authorization: Basic eDp5",
                "TE: trailers",
                "Trailer: X-A",
                "Upgrade: websocket",
                "HTTP2-Settings: AAMAAABk"
            })
    void dropsWhatAClientMayNotSay(String line) throws IOException {
        var name = line.substring(0, line.indexOf(':'));
        send(line + "\r\n");
        assertThat(last().headers().names()).noneMatch(name::equalsIgnoreCase);
    }

    @Test
    void dropsWhatTheConnectionNamesHoweverItIsWritten() throws IOException {
        send("Connection: X-One , x-TWO\r\nConnection: X-Three\r\nx-one: 1\r\nX-Two: 2\r\nX-THREE: 3\r\nX-Four: 4\r\n");
        assertThat(last().headers().names())
                .contains("X-Four")
                .noneMatch(name -> name.matches("(?i)x-(one|two|three)"));
    }

    @Test
    void letsNobodyNameWhatTheGatewayItselfAdds() throws IOException {
        send("Connection: X-Forwarded-For, X-Souk-Client-Seal, X-Request-Id, Host\r\n"
                + "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 7.7.7.7\r\nX-Souk-Client-Seal: forged\r\n");
        var headers = last().headers();
        assertThat(headers.getAll("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(headers.getAll("x-souk-client-seal")).hasSize(1).doesNotContain("forged");
        assertThat(headers.getAll("host")).hasSize(1);
        assertThat(headers.get("x-request-id")).isNotEmpty();
    }

    @Test
    void tellsClientsNothingOfTheConnectionBehindIt() throws IOException {
        try (var raw = gateway.raw()) {
            var answer = raw.send("GET /orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readToEnd();
            assertThat(answer).startsWith(OK).contains("X-Public: yes").endsWith("ok");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain(List.of(
                            "x-secret",
                            "x-other",
                            "x-third",
                            "keep-alive",
                            "proxy-",
                            "upgrade",
                            "trailer",
                            "x-trailing"))
                    .doesNotContain(List.of("banner", "via:", "x-souk-", "transfer-encoding"));
        }
    }

    private static void send(String lines) throws IOException {
        try (var raw = gateway.raw()) {
            var answer = raw.send("GET /products HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n")
                    .readUntil("\r\n\r\nx");
            assertThat(answer).startsWith(OK);
        }
    }

    private static StubInstance.Received last() {
        return products.received().get(products.received().size() - 1);
    }
}
