package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.gateway.protocol.Limits;

/** What crosses the gateway, in both directions. */
class ForwardingTest {

    private static final Iterable<String> COOKIES = List.of("a=1", "b=2");
    private static RunningGateway gateway;
    private static StubInstance auth;
    private static StubInstance products;
    private static StubInstance categories;
    private static StubInstance orders;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                new Limits(4096, 8192, 100, 65_536, Duration.ofMillis(500), Duration.ofMillis(500)));
        auth = gateway.instance("auth", "auth");
        products = gateway.instance("products", "products");
        categories = gateway.instance("categories", "categories");
        orders = gateway.instance("orders", "orders");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static StubInstance.Received last(StubInstance stub) {
        return stub.received().get(stub.received().size() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/register, auth, /api/v1/register",
        "/register, auth, /api/v1/register",
        "/login, auth, /api/v1/login",
        "/profile, auth, /api/v1/profile",
        "/api/v1/.well-known/jwks.json, auth, /api/v1/.well-known/jwks.json",
        "/.well-known/jwks.json, auth, /.well-known/jwks.json",
        "/products?limit=2&cursor=a%2Fb, products, /api/v1/products?limit=2&cursor=a%2Fb",
        "/products/1/availability, products, /api/v1/products/1/availability",
        "/api/v1/products/caf%C3%A9, products, /api/v1/products/caf%C3%A9",
        "/categories, categories, /api/v1/categories",
        "/categories/7/products?q=tea, products, /api/v1/categories/7/products?q=tea",
        "/orders/7/cancel?, orders, /api/v1/orders/7/cancel?",
        "/api/v1/orders, orders, /api/v1/orders"
    })
    void findsTheServiceOfEveryPath(String path, String service, String passedOn) {
        var stub = Map.of("auth", auth, "products", products, "categories", categories, "orders", orders)
                .get(service);
        stub.answers(service);
        assertThat(gateway.get(path).text()).isEqualTo(service);
        assertThat(last(stub).uri()).isEqualTo(passedOn);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1", "/api/v1/", "/productsx", "/PRODUCTS", "/api/v2/products", "/.well-known", "/health/live"})
    void knowsNoOtherPath(String path) {
        var answer = gateway.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("\"code\":\"not-found\"").contains("\"instance\":\"" + path + "\"");
    }

    @Test
    void keepsTheHeadersOfAConnectionOnIt() {
        products.answers("x");
        gateway.call(
                HttpMethod.GET,
                "/products",
                Map.of(
                        "connection",
                        "keep-alive, X-Private",
                        "x-private",
                        "1",
                        "te",
                        "trailers",
                        "keep-alive",
                        "3",
                        "proxy-authorization",
                        "Basic x",
                        "x-public",
                        "2"),
                "");
        assertThat(last(products).headers().names())
                .doesNotContain("x-private", "te", "keep-alive", "proxy-authorization", "connection")
                .contains("x-public");
    }

    @Test
    void saysItselfWhoAsksFromWhere() {
        products.answers("x");
        gateway.call(
                HttpMethod.GET,
                "/products",
                Map.of(
                        "x-forwarded-for",
                        "6.6.6.6",
                        "forwarded",
                        "for=6.6.6.6",
                        "x-user-id",
                        "admin",
                        "x-souk-deadline-ms",
                        "999999",
                        "x_user_roles",
                        "admin",
                        "x-forwarded-prefix",
                        "/evil"),
                "");
        var headers = last(products).headers();
        assertThat(headers.getAll("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(headers.get("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.get("x-forwarded-host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(headers.get("host")).isEqualTo("127.0.0.1:" + products.port());
        assertThat(headers.names()).doesNotContain("forwarded", "x-user-id", "x_user_roles", "x-forwarded-prefix");
        assertThat(Integer.parseInt(headers.get("x-souk-deadline-ms"))).isBetween(1, 2_500);
    }

    @Test
    void passesOnARequestIdAndTraceThatAreWellFormedAndMakesOthersNew() {
        products.answers("x");
        var parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var kept = gateway.call(
                HttpMethod.GET, "/products", Map.of("x-request-id", "client-id-1", "traceparent", parent), "");
        assertThat(kept.header("x-request-id")).isEqualTo("client-id-1");
        assertThat(last(products).headers().get("x-request-id")).isEqualTo("client-id-1");
        assertThat(last(products).headers().get("traceparent")).isEqualTo(parent);
        var made = gateway.call(HttpMethod.GET, "/products", Map.of("x-request-id", "a b"), "");
        assertThat(made.header("x-request-id"))
                .isNotEqualTo("a b")
                .isEqualTo(last(products).headers().get("x-request-id"));
    }

    @Test
    void passesAnAnswerOnWithoutWhatIsNobodysBusiness() {
        products.does(request -> request.response()
                .setStatusCode(201)
                .putHeader("server", "Secret/1.0")
                .putHeader("x-powered-by", "Secret")
                .putHeader("connection", "x-hop")
                .putHeader("x-hop", "1")
                .putHeader("x-souk-internal", "1")
                .putHeader("etag", "\"3\"")
                .putHeader("location", "/api/v1/products/1")
                .putHeader("set-cookie", COOKIES)
                .end("made"));
        var answer = gateway.call(HttpMethod.POST, "/products", Map.of(), "{}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers().names())
                .doesNotContain("server", "x-powered-by", "x-hop", "connection", "x-souk-internal");
        assertThat(answer.header("etag")).isEqualTo("\"3\"");
        assertThat(answer.header("location")).isEqualTo("/api/v1/products/1");
        assertThat(answer.headers().getAll("set-cookie")).containsExactlyElementsOf(COOKIES);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'");
    }

    @Test
    void passesBodiesOnUnchanged() {
        products.does(request -> request.response().end(last(products).body()));
        var body = "ä€".repeat(1_000);
        assertThat(gateway.call(HttpMethod.PUT, "/products/1", Map.of(), body).text())
                .isEqualTo(body);
    }

    @Test
    void letsNotModifiedHaveNoBody() throws IOException {
        products.does(request ->
                request.response().setStatusCode(304).putHeader("etag", "\"3\"").end());
        try (var connection = gateway.raw()) {
            connection.send("GET /products/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"3\"\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 304 Not Modified")
                    .contains("etag: \"3\"")
                    .doesNotContain("transfer-encoding")
                    .endsWith("\r\n\r\n");
        }
        assertThat(last(products).headers().get("if-none-match")).isEqualTo("\"3\"");
    }

    @Test
    void passesHeadWithTheLengthOfWhatGetWouldBring() throws IOException {
        products.does(request ->
                request.response().putHeader("content-length", "1234").end());
        try (var connection = gateway.raw()) {
            connection.send("HEAD /products/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(connection.readToEnd())
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("content-length: 1234")
                    .endsWith("\r\n\r\n");
        }
        assertThat(last(products).method()).isEqualTo(HttpMethod.HEAD);
    }

    @Test
    void sendsLargeAnswersOnAsTheyCome() {
        var large = Buffer.buffer(new byte[5 * 1024 * 1024]);
        products.does(request -> request.response().end(large));
        assertThat(gateway.get("/products").body()).isEqualTo(large);
        products.does(request -> request.response().setChunked(true).end(large));
        assertThat(gateway.get("/products").body()).isEqualTo(large);
    }

    @Test
    void cutsTheConnectionWhenALargeAnswerBreaksOff() throws IOException {
        products.does(request -> {
            request.response()
                    .setChunked(true)
                    .write(Buffer.buffer(new byte[3 * 1024 * 1024]))
                    .onComplete(written -> request.connection().close());
        });
        try (var connection = gateway.raw()) {
            var answer =
                    connection.send("GET /products HTTP/1.1\r\nHost: a\r\n\r\n").readToEnd();
            assertThat(answer).contains("200 OK").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void sendsEventsOnAtOnce() throws IOException {
        products.does(request -> request.response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .write("data: 1\n\n"));
        try (var connection = gateway.raw()) {
            connection.send("GET /products HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(connection.readUntil("data: 1\n\n")).contains("text/event-stream");
        }
    }

    /** Or an instance would go on for somebody who has long gone. */
    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/csv"})
    void stopsAStreamWhoseClientHasGone(String type) throws Exception {
        var stopped = new CompletableFuture<Void>();
        auth.does(request -> request.response()
                .closeHandler(stopped::complete)
                .setChunked(true)
                .putHeader("content-type", type)
                .write("data: 1\n\n"));
        try (var connection = gateway.raw()) {
            connection.send("GET /cluster HTTP/1.1\r\nHost: a\r\n\r\n");
            connection.readUntil("data: 1\n\n");
        }
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsConnectionsWithTheirNextAnswerWhenItLeaves() throws IOException {
        products.answers("last");
        try (var leaving = RunningGateway.start()) {
            var stub = leaving.instance("products", "p").answers("last");
            leaving.leave();
            try (var connection = leaving.raw()) {
                connection.send("GET /products HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(connection.readToEnd()).contains("connection: close").endsWith("last");
            }
            assertThat(stub.received()).hasSize(1);
        }
    }

    @Test
    void doesNotWaitForEverForABody() throws IOException {
        try (var connection = gateway.raw()) {
            connection.send("POST /products HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ").contains("request-timeout");
        }
    }
}
