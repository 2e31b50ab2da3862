package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.testing.Certificates;

/** TLS on the public port, with HTTP/2 and HTTP/1.1 behind it. */
class SecureEdgeTest {

    @TempDir
    private static Path directory;

    private static Certificates.Identity identity;
    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() {
        identity = new Certificates(directory, "edge").issue("shop");
        gateway = RunningGateway.configured(Map.of(
                "SOUK_TLS_CERT", identity.certificate().toString(),
                "SOUK_TLS_KEY", identity.key().toString()));
        products = gateway.instance("products", "products-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private String curl(String... options) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(java.util.List.of(
                "curl",
                "-sS",
                "--max-time",
                "5",
                "--cacert",
                identity.authority().toString()));
        command.addAll(java.util.List.of("--connect-to", "shop:443:127.0.0.1:" + gateway.port(), "-k", "-i"));
        command.addAll(java.util.List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    @ParameterizedTest
    @CsvSource({"--http2, HTTP/2 200", "--http1.1, HTTP/1.1 200 OK"})
    void speaksTheVersionThatTheClientWants(String option, String status) throws Exception {
        products.answers("tea");
        var answer = curl(option, "https://shop/products?inStock=true");
        assertThat(answer)
                .startsWith(status)
                .contains("strict-transport-security: max-age=31536000")
                .endsWith("tea");
        var passed = products.received().get(products.received().size() - 1);
        assertThat(passed.uri()).isEqualTo("/api/v1/products?inStock=true");
        assertThat(passed.headers().get("x-forwarded-proto")).isEqualTo("https");
        assertThat(passed.headers().get("x-forwarded-host")).startsWith("shop");
    }

    @Test
    void takesBodiesAndGivesLargeAnswersOverHttp2() throws Exception {
        var large = "x".repeat(3 * 1024 * 1024);
        products.does(request -> request.response().end(large));
        var answer = curl("--http2", "-d", "{\"a\":1}", "https://shop/products");
        assertThat(answer).startsWith("HTTP/2 200").endsWith(large);
        assertThat(products.received()
                        .get(products.received().size() - 1)
                        .body()
                        .toString())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void refusesTooLargeABodyOfAnUnknownLength() throws Exception {
        var file = Files.write(directory.resolve("large"), new byte[100_000]);
        var answer =
                curl("--http2", "-X", "POST", "-H", "content-length:", "-T", file.toString(), "https://shop/products");
        assertThat(answer).contains("HTTP/2 413").contains("\"code\":\"body-too-large\"");
    }

    @Test
    void answersFaultsOfHttp11OverTlsToTheEnd() throws IOException {
        try (var socket = RawStream.connect(gateway.port(), "http/1.1")) {
            socket.getOutputStream()
                    .write("GET /products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").endsWith("}");
        }
    }

    @Test
    void putsTheCookiesOfHttp2InOneLine() throws IOException {
        products.answers("x");
        try (var raw = new RawStream(gateway.port())) {
            raw.get(1, "cookie", "a=1", "cookie", "b=2");
            assertThat(raw.outcome()).isEqualTo("200");
        }
        assertThat(products.received()
                        .get(products.received().size() - 1)
                        .headers()
                        .getAll("cookie"))
                .containsExactly("a=1; b=2");
    }

    @Test
    void goesOnWithAConnectionOnWhichARequestWasGivenUp() throws IOException {
        products.answers("x");
        try (var raw = new RawStream(gateway.port())) {
            raw.post(1);
            raw.reset(1);
            raw.get(3);
            assertThat(raw.outcome()).isEqualTo("200");
        }
    }

    @Test
    void hangsUpOnWhoOpensStreamsOnlyToResetThem() throws IOException {
        products.answers("x");
        try (var raw = new RawStream(gateway.port())) {
            for (var stream = 1; stream < 1_000; stream += 2) {
                raw.post(stream);
                raw.reset(stream);
            }
            while (!raw.outcome().equals("gone")) {
                assertThat(raw).isNotNull();
            }
        } catch (java.net.SocketException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
        try (var another = new RawStream(gateway.port())) {
            another.request(
                    1,
                    RawStream.END_STREAM,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":authority",
                    "shop",
                    ":path",
                    "/products");
            assertThat(another.outcome()).isEqualTo("200");
        }
    }

    @Test
    void refusesTls11() throws IOException {
        try (var raw = new RawConnection(gateway.port())) {
            var hello = "\1\0\0\53\3\2" + "r".repeat(32) + "\0\0\4\300\24\0\57\1\0";
            raw.send("\26\3\1\0\57" + hello);
            assertThat(raw.readToEnd()).as("alert: protocol version").endsWith("\2\106");
        }
    }

    @Test
    void saysNothingToWhoSpeaksPlainly() throws IOException {
        try (var raw = gateway.raw()) {
            raw.send("GET /products HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(raw.readToEnd()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void takesARenewedCertificateWithoutARestart() throws IOException {
        var before = serial();
        var renewed = new Certificates(directory, "renewed").issue("again");
        Files.copy(renewed.key(), identity.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.certificate(), identity.certificate(), StandardCopyOption.REPLACE_EXISTING);
        await().atMost(10, TimeUnit.SECONDS).until(() -> !serial().equals(before));
        try (var socket = RawStream.connect(gateway.port(), "h2", "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    private static String serial() throws IOException {
        try (var socket = RawStream.connect(gateway.port(), "h2")) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSerialNumber()
                    .toString();
        }
    }
}
