package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.gateway.RunningGateway.Seen;

class StaleAnswersTest {

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
    void aProductThatCannotBeAskedForIsGivenFromMemoryWithItsAge() {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(90));
        gateway.drains(products);

        var answer = gateway.get(PATH);

        assertThat(answer.text()).isEqualTo("one");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("age")).isEqualTo("90");
        assertThat(answer.header("cache-status")).isEqualTo("souk; fwd=stale; ttl=-88; detail=unavailable");
        assertThat(answer.header("etag")).isEqualTo("\"1\"");
        assertThat(answer.header("cache-control")).isEqualTo("public, no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "busy"})
    void soIsOneThatTheServiceCannotAnswer(String code) {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(5));
        products.refuses(503, code);

        assertThat(gateway.get(PATH).header("age")).isEqualTo("5");
        assertThat(gateway.get(PATH).text()).isEqualTo("one");
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(5));
        gateway.drains(products);

        var answer = gateway.call(HttpMethod.GET, PATH, Map.of("if-none-match", "\"1\""), "");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("age")).isEqualTo("5");
    }

    @Test
    void nothingOlderThanTheBoundIsGiven() {
        gateway.get(PATH);
        gateway.later(Duration.ofMinutes(10));
        gateway.drains(products);

        assertThat(gateway.get(PATH).status()).isEqualTo(503);
    }

    @Test
    void nothingThatIsKnownToHaveChangedIsGiven() {
        gateway.get(PATH);
        gateway.get(LIST);
        gateway.hearsOfAChangeOf(ID);
        gateway.drains(products);

        assertThat(gateway.get(PATH).status()).isEqualTo(503);
        assertThat(gateway.get(LIST).status()).isEqualTo(503);
    }

    @Test
    void nothingThatTheServiceHasTakenBackIsGiven() {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(5));
        products.refuses(404, "not-found");
        assertThat(gateway.get(PATH).status()).isEqualTo(404);
        gateway.drains(products);

        assertThat(gateway.get(PATH).status()).isEqualTo(503);
    }

    @Test
    void aDefectIsNotHidden() {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(5));
        products.refuses(500, "internal");

        assertThat(gateway.get(PATH).status()).isEqualTo(500);
    }

    @Test
    void memorySurvivesThatNewsMayHaveBeenMissed() {
        gateway.get(PATH);
        gateway.get(LIST);
        gateway.drains(products);
        gateway.tell(reads -> {
            reads.doubtAll();
            reads.sees(false);
        });

        assertThat(gateway.get(PATH).header("cache-status")).startsWith("souk; fwd=stale");
        assertThat(gateway.get(LIST).header("cache-status")).startsWith("souk; fwd=stale");
    }

    @Test
    void onlyGoodCredentialsAndNoListsForWhomTheyMayDiffer() {
        gateway.tell(reads -> reads.believe(header -> Future.succeededFuture(header.equals("Bearer good"))));
        gateway.get(PATH);
        gateway.get(LIST);
        gateway.later(Duration.ofSeconds(5));
        gateway.drains(products);

        assertThat(as("good", PATH).header("age")).isEqualTo("5");
        assertThat(as("bad", PATH).status()).isEqualTo(503);
        assertThat(as("good", LIST).status()).isEqualTo(503);
    }

    @Test
    void whatIsLeftToSellIsNeverGivenFromMemory() {
        gateway.get(PATH + "/availability");
        gateway.later(Duration.ofSeconds(5));
        gateway.drains(products);

        assertThat(gateway.get(PATH + "/availability").status()).isEqualTo(503);
    }

    @Test
    void theServiceIsAskedAgainAsSoonAsItIsThere() {
        gateway.get(PATH);
        gateway.later(Duration.ofSeconds(5));
        gateway.drains(products);
        gateway.get(PATH);
        gateway.ready(products.answersAll(2, "two").member());

        var answer = gateway.get(PATH);

        assertThat(answer.text()).isEqualTo("two");
        assertThat(answer.headers().contains("age")).isFalse();
        assertThat(gateway.reads("stale")).isEqualTo(1);
    }

    private Seen as(String token, String path) {
        return gateway.call(HttpMethod.GET, path, Map.of("authorization", "Bearer " + token), "");
    }
}
