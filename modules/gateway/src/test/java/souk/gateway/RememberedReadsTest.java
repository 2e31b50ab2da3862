package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.gateway.RunningGateway.Seen;
import souk.shared.contract.CatalogChanged;

class RememberedReadsTest {

    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final String PATH = "/api/v1/products/" + ID;
    private static final String LIST = "/api/v1/products";

    private RunningGateway gateway;
    private StubInstance products;

    @BeforeEach
    void start() {
        gateway = RunningGateway.remembering();
        products = gateway.instance("products", "products-1").answersAll(1, "one");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aProductIsReadFromMemoryUntilThereAreNewsOfIt() {
        gateway.get(PATH);
        products.answersAll(2, "two");
        assertThat(gateway.get(PATH).text()).isEqualTo("one");
        gateway.hearsOfAChangeOf(UUID.randomUUID());
        assertThat(gateway.get(PATH).text()).isEqualTo("one");
        assertThat(products.received()).hasSize(1);
        gateway.hearsOfAChangeOf(ID);
        assertThat(gateway.get(PATH).text()).isEqualTo("two");
    }

    @Test
    void newsOfAnyProductEndAllListsAndNewsOfCategoriesEndEverything() {
        gateway.get(LIST);
        gateway.get(PATH);
        gateway.hearsOfAChangeOf(UUID.randomUUID());
        gateway.get(LIST);
        gateway.get(PATH);
        assertThat(products.received()).hasSize(3);
        gateway.tell(reads -> reads.heard(new CatalogChanged(List.of(), true, Instant.now())));
        gateway.get(LIST);
        gateway.get(PATH);
        assertThat(products.received()).hasSize(5);
    }

    @Test
    void nothingIsReadFromMemoryWhileThatIsTurnedOff() {
        gateway.get(PATH);
        products.answersAll(2, "two");
        gateway.tell(reads -> reads.turn(false));
        assertThat(gateway.get(PATH).text()).isEqualTo("two");
        assertThat(gateway.get(PATH).text()).isEqualTo("two");
        assertThat(products.received()).hasSize(3);
    }

    @Test
    void nothingIsShownLongerThanTwoSecondsThoughAllNewsAreLost() {
        gateway.get(PATH);
        products.answersAll(2, "two");
        gateway.later(Duration.ofMillis(1_200));
        assertThat(gateway.get(PATH).text()).isEqualTo("one");
        gateway.later(Duration.ofMillis(800));
        assertThat(gateway.get(PATH).text()).isEqualTo("two");
    }

    @Test
    void whatIsReadALotIsFetchedAgainBeforeItsTimeIsOver() {
        gateway.get(PATH);
        products.answersAll(2, "two");
        gateway.later(Duration.ofMillis(1_500));
        assertThat(gateway.get(PATH).text()).isEqualTo("one");
        org.awaitility.Awaitility.await().until(() -> gateway.get(PATH).text().equals("two"));
        assertThat(products.received()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/products/0198c0de-0000-7000-8000-000000000001, /api/v1/products/0198c0de-0000-7000-8000-000000000001",
        "/products, /api/v1/products",
        "/products?, /api/v1/products",
        "/products?status=active&limit=5, /api/v1/products?limit=5&status=active",
        "/categories/tree, /api/v1/categories/tree",
        "/categories/0198c0de-0000-7000-8000-000000000001/products?limit=5, "
                + "/api/v1/categories/0198c0de-0000-7000-8000-000000000001/products?limit=5"
    })
    void allWaysToNameOneThingShareOneAnswer(String one, String other) {
        var categories = gateway.instance("categories", "categories-1").answersAll(1, "one");
        gateway.later(Duration.ofSeconds(1));
        gateway.get(one);
        gateway.get(other);
        assertThat(Stream.of(products, categories).flatMap(stub -> stub.received().stream()))
                .singleElement()
                .satisfies(asked -> assertThat(asked.uri()).isEqualTo(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/products?cursor=abc",
                "/api/v1/products?inStock=true",
                "/api/v1/products?%69nStock=true",
                "/api/v1/products?limit=5&",
                "/api/v1/products/0198c0de-0000-7000-8000-000000000001?x=1",
                "/api/v1/products/0198C0DE-0000-7000-8000-000000000001",
                "/api/v1/products/0198c0de-0000-7000-8000-000000000001/availability",
                "/api/v1/products/0198c0de-0000-7000-8000-000000000001/",
                "/api/v1/products/export",
                "/api/v1/orders"
            })
    void whatChangesWithoutNewsOrIsUnusualIsPassedOn(String path) {
        var orders = gateway.instance("orders", "orders-1").answersAll(1, "one");
        gateway.get(path);
        gateway.get(path);
        assertThat(products.received().size() + orders.received().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | cache-control | private, no-cache",
                "200 | cache-control | no-cache",
                "200 | cache-control | public, no-store",
                "200 | cache-control | public, private",
                "200 | set-cookie | a=b",
                "200 | vary | cookie",
                "200 | souk-index-lag | 3",
                "200 | content-encoding | gzip",
                "206 | content-range | bytes 0-2/3",
                "404 | x-other | 1",
                "301 | location | /elsewhere"
            })
    void whatIsNotForEverybodyIsNeverKept(int status, String header, String value) {
        products.does(request -> request.response()
                .setStatusCode(status)
                .putHeader("cache-control", "public, no-cache")
                .putHeader(header, value)
                .end("one"));
        for (var i = 1; i <= 3; i++) {
            var seen = gateway.get(PATH);
            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.header(header)).isEqualTo(value);
            assertThat(products.received()).hasSize(i);
        }
    }

    @Test
    void anAnswerIsFetchedWithNothingThatTheClientSent() {
        var headers = Map.of(
                "cookie", "session=1",
                "accept-language", "de",
                "x-http-method-override", "DELETE",
                "if-none-match", "\"7\"",
                "host", "evil.example");
        gateway.call(HttpMethod.GET, PATH, headers, "");
        assertThat(products.received().get(0).headers().names())
                .containsExactlyInAnyOrder(
                        "host",
                        "accept",
                        "x-forwarded-for",
                        "x-souk-client-seal",
                        "x-request-id",
                        "traceparent",
                        "x-souk-deadline-ms");
        assertThat(products.received().get(0).headers().get("host")).doesNotContain("evil");
    }

    @Test
    void aChangeThroughThisGatewayIsSeenByTheNextRead() {
        gateway.get(PATH);
        gateway.get(LIST);
        products.answersAll(2, "two");
        gateway.call(HttpMethod.PATCH, "/products/" + ID, Map.of("if-match", "\"1\""), "{}");
        assertThat(gateway.get(PATH).text()).isEqualTo("two");
        assertThat(gateway.get(LIST).text()).isEqualTo("two");
    }

    @Test
    void whatHasNothingToDoWithTheCatalogueLeavesMemoryAlone() {
        gateway.instance("orders", "orders-1");
        gateway.get(PATH);
        gateway.get(LIST);
        gateway.call(HttpMethod.POST, "/orders", Map.of(), "{}");
        gateway.call(HttpMethod.POST, "/login", Map.of(), "{}");
        gateway.get(PATH);
        gateway.get(LIST);
        assertThat(products.received()).hasSize(2);
    }

    @Test
    void whileTheClusterIsOutOfSightEveryReadIsPassedOn() {
        gateway.get(PATH);
        gateway.tell(reads -> reads.sees(false));
        gateway.get(PATH);
        gateway.tell(reads -> reads.sees(true));
        gateway.get(PATH);
        assertThat(products.received()).hasSize(3);
        gateway.get(PATH);
        assertThat(products.received()).hasSize(3);
    }

    @Test
    void goodCredentialsGetWhatEverybodyGetsAndBadOnesAreTheServicesBusiness() {
        gateway.tell(reads -> reads.believe(header -> Future.succeededFuture(header.equals("Bearer good"))));
        gateway.get(PATH);
        gateway.get(LIST);
        products.refuses(401, "unauthenticated");
        var good = Map.of("authorization", "Bearer good");
        assertThat(gateway.call(HttpMethod.GET, PATH, good, "").text()).isEqualTo("one");
        assertThat(gateway.call(HttpMethod.GET, LIST, good, "").status()).isEqualTo(401);
        assertThat(gateway.call(HttpMethod.GET, PATH, Map.of("authorization", "Bearer revoked"), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatSomebodyWithATokenGetsIsNotKept() {
        gateway.tell(reads -> reads.believe(header -> Future.succeededFuture(true)));
        gateway.call(HttpMethod.GET, PATH, Map.of("authorization", "Bearer good"), "");
        gateway.get(PATH);
        assertThat(products.received()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | accept | */*",
                "HEAD | accept | application/json",
                "GET | if-none-match | \"1\"",
                "GET | if-none-match | \"7\"",
                "HEAD | if-none-match | \"1\"",
                "GET | accept | text/html, */*;q=0.1",
                "GET | accept | text/html",
                "GET | cache-control | no-cache",
                "GET | range | bytes=0-1"
            })
    void theAnswersAreThoseOfAGatewayThatRemembersNothing(String method, String header, String value) {
        try (var plain = RunningGateway.start()) {
            plain.ready(products.member());
            var headers = Map.of(header, value);
            gateway.get(PATH);
            var remembered = gateway.call(HttpMethod.valueOf(method), PATH, headers, "");
            var passedOn = plain.call(HttpMethod.valueOf(method), PATH, headers, "");
            assertThat(parts(remembered)).isEqualTo(parts(passedOn));
        }
    }

    /** As the client of the JDK does, which offers HTTP/2 with each request. */
    @Test
    void anOfferToSpeakAnotherProtocolIsNoReasonToAskTheService() {
        gateway.get(PATH);
        gateway.call(HttpMethod.GET, PATH, Map.of("upgrade", "h2c", "http2-settings", "AAEAAEAA"), "");
        assertThat(products.received()).hasSize(1);
    }

    @Test
    void countsWhereAnswersCameFrom() {
        gateway.get(PATH);
        gateway.get(PATH);
        gateway.call(HttpMethod.GET, PATH, Map.of("if-none-match", "\"1\""), "");
        assertThat(gateway.reads("miss")).isEqualTo(1);
        assertThat(gateway.reads("hit")).isEqualTo(1);
        assertThat(gateway.reads("not-modified")).isEqualTo(1);
        assertThat(gateway.meters.get("souk.gateway.cache.bytes").gauge().value())
                .isBetween(400.0, 2_000.0);
    }

    private static List<Object> parts(Seen seen) {
        var headers = new TreeMap<String, String>();
        seen.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
        assertThat(headers.remove("x-request-id")).hasSize(36);
        return List.of(seen.status(), headers, seen.text());
    }
}
