package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static final String LONG = "{\"text\":\"" + "tea and coffee, ".repeat(200) + "\"}";
    private static final Map<String, String> GZIP = Map.of("accept-encoding", "br, gzip;q=0.5");
    private static RunningGateway gateway;
    private static StubInstance products;
    private static int nextId;
    private String product;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.configured(Map.of());
        products = gateway.instance("products", "products-1");
    }

    @BeforeEach
    void anotherProduct() {
        product = "/api/v1/products/0190a5c0-0000-7000-8000-%012d".formatted(nextId++);
        products.answersAll(3, LONG);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private RunningGateway.Seen read(String path, Map<String, String> headers) {
        return gateway.call(HttpMethod.GET, path, headers, "");
    }

    private static String unzipped(Buffer body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?inStock=true"})
    void compressesForWhoTakesItAndTellsCachesThatThereAreTwo(String query) throws IOException {
        var path = query.isEmpty() ? product : "/api/v1/products" + query;
        for (var again = 0; again < 2; again++) {
            var small = read(path, GZIP);
            assertThat(small.header("content-encoding")).isEqualTo("gzip");
            assertThat(small.header("etag")).isEqualTo("\"3-gzip\"");
            assertThat(small.header("content-length"))
                    .isEqualTo(Integer.toString(small.body().length()));
            assertThat(small.body().length()).isLessThan(LONG.length() / 5);
            assertThat(unzipped(small.body())).isEqualTo(LONG);
            var plain = read(path, Map.of());
            assertThat(plain.headers().names()).doesNotContain("content-encoding");
            assertThat(plain.header("etag")).isEqualTo("\"3\"");
            assertThat(plain.text()).isEqualTo(LONG);
            assertThat(small.headers().getAll("vary")).contains("accept-encoding");
            assertThat(plain.headers().getAll("vary")).contains("accept-encoding");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "br", "identity", "*;q=0", "gzip; Q=0.0, br", ""})
    void compressesForNobodyElse(String accepted) {
        assertThat(read(product, Map.of("accept-encoding", accepted)).text()).isEqualTo(LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate, gzip;q=1.0, *;q=0.5", "*"})
    void understandsEveryWayToAsk(String accepted) {
        assertThat(read(product, Map.of("accept-encoding", accepted)).header("content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void leavesAloneWhatIsSmall() {
        products.answersAll(3, "{}");
        assertThat(read(product, GZIP).text()).isEqualTo("{}");
        assertThat(read("/api/v1/products?inStock=true", GZIP).text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?inStock=true"})
    void letsTheTagOfEitherFormSayThatNothingHasChanged(String query) {
        var path = query.isEmpty() ? product : "/api/v1/products" + query;
        for (var tag : new String[] {"\"3-gzip\"", "\"3\""}) {
            var known = read(path, Map.of("accept-encoding", "gzip", "if-none-match", tag));
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.header("etag")).isEqualTo(tag);
            assertThat(known.headers().getAll("vary")).contains("accept-encoding");
            assertThat(known.headers().names()).doesNotContain("content-encoding");
        }
        assertThat(read(path, Map.of("accept-encoding", "gzip", "if-none-match", "\"2-gzip\""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void letsTheTagOfTheCompressedFormBeTheConditionOfAChange() {
        products.answers("{}");
        gateway.call(HttpMethod.PUT, product, Map.of("if-match", "\"2\", \"3-gzip\""), "{}");
        assertThat(last().headers().get("if-match")).isEqualTo("\"2\", \"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?inStock=true"})
    void answersHeadAsGetWithoutTheBody(String query) {
        var path = query.isEmpty() ? product : "/api/v1/products" + query;
        var head = gateway.call(HttpMethod.HEAD, path, GZIP, "");
        assertThat(head.header("content-encoding")).isEqualTo("gzip");
        assertThat(head.header("etag")).isEqualTo("\"3-gzip\"");
        assertThat(head.header("content-length")).isNotEqualTo(Integer.toString(LONG.length()));
        assertThat(head.body().length()).isZero();
    }

    @Test
    void neverCompressesWhatMayHaveASecretBesideWhatSomebodyElseWrote() {
        var auth = gateway.instance("auth", "auth").answersAll(3, LONG);
        assertThat(read("/api/v1/profile", GZIP).text()).isEqualTo(LONG);
        assertThat(auth.received()).hasSize(1);
        assertThat(gateway.call(HttpMethod.POST, "/api/v1/products", GZIP, "{}").text())
                .isEqualTo(LONG);
        products.refuses(404, LONG.replace("\"", ""));
        assertThat(read("/api/v1/products?inStock=true", GZIP).headers().names())
                .doesNotContain("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi.yaml", "/problems"})
    void compressesItsOwnPagesToo(String path) throws IOException {
        var small = read(path, GZIP);
        var plain = read(path, Map.of());
        assertThat(small.header("content-encoding")).isEqualTo("gzip");
        assertThat(small.header("etag")).endsWith("-gzip\"").isNotEqualTo(plain.header("etag"));
        assertThat(unzipped(small.body())).isEqualTo(plain.text());
        assertThat(plain.headers().getAll("vary")).contains("accept-encoding");
        assertThat(read(path, Map.of("accept-encoding", "gzip", "if-none-match", small.header("etag")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void asksServicesForPlainAnswersOnly() {
        read("/api/v1/products?inStock=true", GZIP);
        assertThat(last().headers().names()).doesNotContain("accept-encoding");
    }

    private static StubInstance.Received last() {
        return products.received().get(products.received().size() - 1);
    }
}
