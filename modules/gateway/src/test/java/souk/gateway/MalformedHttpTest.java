package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.gateway.protocol.Limits;

/** What no parser behind us must ever get to see, byte by byte over a socket. */
class MalformedHttpTest {

    private static final String GET = "GET /products HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST = "POST /products HTTP/1.1\r\nHost: localhost\r\n";
    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                new Limits(4096, 8192, 100, 65_536, Duration.ofMillis(500), Duration.ofMillis(500)));
        products = gateway.instance("products", "products-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(
                        "length and chunked",
                        400,
                        POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunked and length",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
                Arguments.of("two equal lengths", 400, POST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of("two lengths", 400, POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of("list of lengths", 400, POST + "Content-Length: 3, 3\r\n\r\nabc"),
                Arguments.of("signed length", 400, POST + "Content-Length: +3\r\n\r\nabc"),
                Arguments.of("hexadecimal length", 400, POST + "Content-Length: 0x3\r\n\r\nabc"),
                Arguments.of("empty length", 400, POST + "Content-Length:\r\n\r\n"),
                Arguments.of("unknown coding", 400, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two codings", 400, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "coding twice",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("identity coding", 400, POST + "Transfer-Encoding: identity\r\n\r\n"),
                Arguments.of(
                        "coding in HTTP/1.0",
                        400,
                        "POST /products HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("NUL in front", 400, "\0" + GET + "\r\n"),
                Arguments.of("NUL in a name", 400, GET + "X-A\0B: c\r\n\r\n"),
                Arguments.of("NUL in a value", 400, GET + "X-A: b\0c\r\n\r\n"),
                Arguments.of("control character in a value", 400, GET + "X-A: b\u0007c\r\n\r\n"),
                Arguments.of("bare CR in a value", 400, GET + "X-A: b\rX-B: c\r\n\r\n"),
                Arguments.of("blank in a name", 400, GET + "X A: b\r\n\r\n"),
                Arguments.of("blank before the colon", 400, GET + "Content-Length : 3\r\n\r\nabc"),
                Arguments.of("no name", 400, GET + ": b\r\n\r\n"),
                Arguments.of("no colon", 400, GET + "X-A\r\n\r\n"),
                Arguments.of("bracket in a name", 400, GET + "X(A): b\r\n\r\n"),
                Arguments.of("folded by a blank", 400, GET + "X-A: b\r\n c\r\n\r\n"),
                Arguments.of("folded by a tab", 400, GET + "X-A: b\r\n\tTransfer-Encoding: chunked\r\n\r\n"),
                Arguments.of("folded first header", 400, "GET /products HTTP/1.1\r\n Host: localhost\r\n\r\n"),
                Arguments.of("bare LF", 400, "GET /products HTTP/1.1\nHost: localhost\n\n"),
                Arguments.of("bare LF in the headers", 400, GET + "X-A: b\nX-B: c\r\n\r\n"),
                Arguments.of("two hosts", 400, GET + "Host: localhost\r\n\r\n"),
                Arguments.of("no host", 400, "GET /products HTTP/1.1\r\n\r\n"),
                Arguments.of("empty host", 400, "GET /products HTTP/1.1\r\nHost:\r\n\r\n"),
                Arguments.of("host with a path", 400, "GET /products HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                Arguments.of(
                        "foreign absolute target",
                        400,
                        "GET http://example.com/products HTTP/1.1\r\nHost: example.com\r\n\r\n"),
                Arguments.of(
                        "target and host differ",
                        400,
                        "GET http://localhost/products HTTP/1.1\r\nHost: example.com\r\n\r\n"),
                Arguments.of(
                        "unknown scheme", 400, "GET gopher://localhost/products HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("target without a slash", 400, "GET products HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("fragment in the target", 400, "GET /products#a HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("raw byte in the target", 400, "GET /products\u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("two blanks", 400, "GET  /products HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("blank at the end", 400, "GET /products HTTP/1.1 \r\nHost: localhost\r\n\r\n"),
                Arguments.of("HTTP/0.9", 400, "GET /products\r\n\r\n"),
                Arguments.of("HTTP/1.2", 400, "GET /products HTTP/1.2\r\nHost: localhost\r\n\r\n"),
                Arguments.of("HTTP/2 preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of(
                        "draft WebSocket with its hidden body",
                        400,
                        GET
                                + "Upgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n12345678"),
                Arguments.of("unknown method", 405, "BREW /products HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("TRACE", 405, "TRACE /products HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("CONNECT", 405, "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of(
                        "long request line",
                        414,
                        "GET /products?" + "a".repeat(4_200) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("request line without an end", 414, "GET /products?" + "a".repeat(20_000)),
                Arguments.of("long headers", 431, GET + "X-A: " + "b".repeat(8_200) + "\r\n\r\n"),
                Arguments.of("headers without an end", 431, GET + "X-A: " + "b".repeat(50_000)),
                Arguments.of("many headers", 431, GET + "A: b\r\n".repeat(101) + "\r\n"),
                Arguments.of("long body", 413, POST + "Content-Length: 65537\r\n\r\n"),
                Arguments.of("endless length", 413, POST + "Content-Length: 99999999999999999999999\r\n\r\n"),
                Arguments.of(
                        "long body in chunks",
                        413,
                        POST + "Transfer-Encoding: chunked\r\n\r\n"
                                + ("8000\r\n" + "a".repeat(0x8000) + "\r\n").repeat(2) + "1\r\na\r\n0\r\n\r\n"),
                Arguments.of("huge chunk", 413, POST + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n"),
                Arguments.of(
                        "chunk size that overflows",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n\r\n100000000000000000\r\n"),
                Arguments.of("chunk size that is no number", 400, POST + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
                Arguments.of(
                        "chunk size with a sign", 400, POST + "Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk longer than its size",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk size ended by LF", 400, POST + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunk that does not end where it should",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n"),
                Arguments.of(
                        "bare CR in a chunk extension",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n\r\n1;a\rb\r\na\r\n0\r\n\r\n"),
                Arguments.of(
                        "endless chunk extension",
                        400,
                        POST + "Transfer-Encoding: chunked\r\n\r\n1;" + "a".repeat(300) + "\r\n"),
                Arguments.of("malformed trailer", 400, POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX A: b\r\n\r\n"),
                Arguments.of(
                        "dot segments",
                        400,
                        "GET /products/../orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of(
                        "encoded dot segments",
                        400,
                        "GET /products/%2e%2E/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of(
                        "encoded slash",
                        400,
                        "GET /products%2Fa HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of(
                        "doubled slash",
                        400,
                        "GET //products HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of(
                        "backslash", 400, "GET /products\\a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of(
                        "broken escape",
                        400,
                        "GET /products/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Arguments.of("headers that never end", 408, GET + "X-A: b\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWithAProblemAndEndsTheConnection(String what, int status, String bytes) throws IOException {
        var before = products.received().size();
        try (var connection = gateway.raw()) {
            var answer = connection.send(bytes).readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer)
                    .contains("content-type: application/problem+json")
                    .contains("\"status\":" + status);
            assertThat(answer).containsIgnoringCase("connection: close");
            assertThat(answer.split("HTTP/1\\.1 [0-9]", -1)).as("one answer").hasSize(2);
        }
        assertThat(products.received()).as("nothing reaches the service").hasSize(before);
    }

    @Test
    void answersWhatWasSoundBeforeTheFaultAndNothingBehindIt() throws IOException {
        products.answers("sound");
        try (var connection = gateway.raw()) {
            var answer = connection
                    .send(GET + "\r\n" + GET + "\r\n" + GET + "X-A: b\r\n c\r\n\r\n" + GET + "\r\n")
                    .readToEnd();
            var statuses =
                    Pattern.compile("HTTP/1\\.1 ([0-9]+)").matcher(answer).results();
            assertThat(statuses.map(found -> found.group(1))).containsExactly("200", "200", "400");
        }
    }

    @Test
    void takesSoundRequestsHoweverTheyAreCut() throws IOException {
        products.answers("got it");
        var request = "\r\n" + POST + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX-T: u\r\n\r\n"
                + POST + "Content-Length: 3\r\nConnection: close\r\n\r\nfgh";
        var before = products.received().size();
        try (var connection = gateway.raw()) {
            for (var one : request.split("")) {
                connection.send(one);
            }
            assertThat(connection.readToEnd().split("HTTP/1\\.1 200", -1)).hasSize(3);
        }
        var received = products.received();
        assertThat(received.get(before).body().toString()).isEqualTo("abcde");
        assertThat(received.get(before + 1).body().toString()).isEqualTo("fgh");
    }

    @Test
    void asksForTheBodyOfAClientThatWaitsToBeAsked() throws IOException {
        products.answers("thanks");
        try (var connection = gateway.raw()) {
            connection.send(POST + "Expect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
            assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            assertThat(connection.send("abc").readToEnd()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void refusesTooLargeABodyBeforeAClientThatWaitsHasSentIt() throws IOException {
        try (var connection = gateway.raw()) {
            connection.send(POST + "Expect: 100-continue\r\nContent-Length: 70000\r\n\r\n");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void staysWithHttp11WhenAClientOffersAnother() throws IOException {
        products.answers("plain");
        try (var connection = gateway.raw()) {
            connection.send(
                    GET
                            + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            var answer = connection.readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("plain");
        }
        var last = products.received().get(products.received().size() - 1);
        assertThat(last.headers().names()).doesNotContain("Upgrade", "HTTP2-Settings");
    }

    @Test
    void acceptsAnAbsoluteTargetForItself() throws IOException {
        products.answers("self");
        try (var connection = gateway.raw()) {
            connection.send(
                    "GET http://localhost:80/products?a=b HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 200 OK").endsWith("self");
        }
        assertThat(products.received().get(products.received().size() - 1).uri())
                .isEqualTo("/api/v1/products?a=b");
    }

    @Test
    void answersOptionsForTheServerAsAWhole() throws IOException {
        try (var connection = gateway.raw()) {
            connection.send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 204 ").containsIgnoringCase("allow: GET, HEAD");
        }
    }
}
