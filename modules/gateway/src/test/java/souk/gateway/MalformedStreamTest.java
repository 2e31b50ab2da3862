package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.testing.Certificates;

/** What HTTP/2 can carry and HTTP/1.1 behind us would read as something else. */
class MalformedStreamTest {

    @TempDir
    private static Path directory;

    private static RunningGateway gateway;
    private static StubInstance products;

    @BeforeAll
    static void start() {
        var identity = new Certificates(directory, "edge").issue("shop");
        gateway = RunningGateway.configured(Map.of(
                "SOUK_TLS_CERT", identity.certificate().toString(),
                "SOUK_TLS_KEY", identity.key().toString()));
        products = gateway.instance("products", "products-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                with("line end in a value", "reset", "x-a", "b\r\ntransfer-encoding: chunked"),
                with("line feed in a value", "reset", "x-a", "b\nx-b: c"),
                with("NUL in a value", "reset", "x-a", "b\0c"),
                with("control character in a value", "reset", "x-a", "b\7c"),
                with("line end in a name", "reset", "x-a: b\r\nx-b", "c"),
                with("colon in a name", "reset", "x-a:", "b"),
                with("capital in a name", "reset", "X-A", "b"),
                with("blank in a name", "reset", "x a", "b"),
                with("header of a connection", "reset", "connection", "x-forwarded-for"),
                with("keep-alive", "reset", "keep-alive", "timeout=5"),
                with("transfer coding", "reset", "transfer-encoding", "chunked"),
                with("upgrade", "reset", "upgrade", "h2c"),
                with("TE that is not trailers", "reset", "te", "chunked"),
                with("another host", "reset", "host", "other"),
                with("the same host twice", "400", "host", "shop", "host", "shop"),
                with("pseudo-header after a header", "reset", "x-a", "b", ":path", "/orders"),
                with("unknown pseudo-header", "reset", ":shop", "1"),
                with("two lengths", "reset", "content-length", "0", "content-length", "1"),
                with("signed length", "reset", "content-length", "+0"),
                with("length without a body", "reset", "content-length", "5"),
                instead("blank in the path", "400", ":path", "/products HTTP/1.1"),
                instead("line end in the path", "reset", ":path", "/products\r\nhost: x"),
                instead("path without a slash", "400", ":path", "products"),
                instead("address as the path", "400", ":path", "http://shop/products"),
                instead("fragment in the path", "400", ":path", "/products#a"),
                instead("empty path", "reset", ":path", ""),
                instead("blank in the method", "gone", ":method", "GET /orders"),
                instead("unknown method", "405", ":method", "BREW"),
                instead("plain scheme", "400", ":scheme", "http"),
                instead("authority with a path", "reset", ":authority", "shop/orders"),
                instead("long path", "414", ":path", "/products?" + "a".repeat(4_200)),
                with("long headers", "431", "x-a", "b".repeat(8_300)),
                with("many headers", "431", many(110)));
    }

    private static String[] many(int count) {
        var fields = new ArrayList<String>();
        for (var n = 0; n < count; n++) {
            fields.addAll(List.of("a", "b"));
        }
        return fields.toArray(String[]::new);
    }

    private static Arguments with(String what, String outcome, String... more) {
        return Arguments.of(what, outcome, fields("", "", more));
    }

    private static Arguments instead(String what, String outcome, String name, String value) {
        return Arguments.of(what, outcome, fields(name, value));
    }

    private static String[] fields(String name, String value, String... more) {
        var fields = new ArrayList<String>();
        Map.of(":method", "GET", ":scheme", "https", ":authority", "shop", ":path", "/products")
                .forEach((known, usual) -> fields.addAll(List.of(known, known.equals(name) ? value : usual)));
        fields.addAll(List.of(more));
        return fields.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWithoutPassingAnythingOn(String what, String outcome, String[] fields) throws IOException {
        var before = products.received().size();
        try (var raw = new RawStream(gateway.port())) {
            raw.request(1, RawStream.END_STREAM, fields);
            assertThat(raw.outcome()).isEqualTo(outcome);
        }
        assertThat(products.received()).as("nothing reaches the service").hasSize(before);
    }

    @Test
    void refusesABodyThatIsNotAsLongAsItSays() throws IOException {
        var before = products.received().size();
        try (var raw = new RawStream(gateway.port())) {
            raw.request(1, 0, fields(":method", "POST", "content-length", "3"));
            raw.data(1, RawStream.END_STREAM, "abcd".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(raw.outcome()).isEqualTo("reset");
        }
        assertThat(products.received()).hasSize(before);
    }
}
