package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.gateway.RunningGateway.Seen;

/** Several who want the same at the same time, and what comes in between. */
class FetchingOnceTest {

    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final String PATH = "/api/v1/products/" + ID;

    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private RunningGateway gateway;
    private StubInstance products;

    @BeforeEach
    void start() {
        gateway = RunningGateway.patient();
        products = gateway.instance("products", "products-1").does(held::add);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void oneRequestGoesToTheServiceForAllWhoAskMeanwhile() {
        var readers = IntStream.range(0, 20).mapToObj(n -> read(PATH)).toList();
        await().until(() -> held.size() == 1);
        answer(1, "one");
        assertThat(readers).extracting(reader -> Wait.on(reader).text()).containsOnly("one");
        assertThat(products.received()).hasSize(1);
        assertThat(gateway.meters
                        .get("souk.gateway.cache.reads")
                        .tag("result", "joined")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void whatWasBeingFetchedWhenTheNewsCameIsNotKept() {
        var before = read(PATH);
        await().until(() -> held.size() == 1);
        gateway.hearsOfAChangeOf(ID);
        var after = read(PATH);
        await().until(() -> held.size() == 2);
        answer(1, "old");
        assertThat(Wait.on(before).text()).isEqualTo("old");
        answer(2, "new");
        assertThat(Wait.on(after).text()).isEqualTo("new");
        products.answersAll(3, "newest");
        assertThat(gateway.get(PATH).text()).isEqualTo("new");
    }

    @Test
    void theOldAnswerOfAFetchThatWasOvertakenDoesNotReplaceTheNewOne() {
        var before = read(PATH);
        await().until(() -> held.size() == 1);
        gateway.hearsOfAChangeOf(ID);
        var slow = held.remove();
        var after = read(PATH);
        await().until(() -> held.size() == 1);
        answer(2, "new");
        Wait.on(after);
        StubInstance.publicly(slow, 1, "old");
        assertThat(Wait.on(before).text()).isEqualTo("old");
        assertThat(gateway.get(PATH).text()).isEqualTo("new");
        assertThat(products.received()).hasSize(2);
    }

    @Test
    void aListThatWasBeingFetchedWhenTheNewsCameIsNotKept() {
        var before = read("/products");
        await().until(() -> held.size() == 1);
        gateway.hearsOfAChangeOf(ID);
        answer(1, "old");
        Wait.on(before);
        products.answersAll(2, "new");
        assertThat(gateway.get("/products").text()).isEqualTo("new");
    }

    @Test
    void whatAnIndexAnswersRightAfterNewsIsNotKept() {
        products.answersAll(1, "old");
        gateway.hearsOfAChangeOf(ID);
        gateway.get("/products?q=tea");
        products.answersAll(2, "new");
        assertThat(gateway.get("/products?q=tea").text()).isEqualTo("new");
    }

    @Test
    void nobodyWaitsLongForAFetchThatHangs() {
        gateway.close();
        gateway = RunningGateway.remembering();
        products = gateway.instance("products", "products-1").does(held::add);
        var first = read(PATH);
        await().until(() -> held.size() == 1);
        products.answersAll(1, "one");
        var second = Wait.on(read(PATH));
        assertThat(second.text()).isEqualTo("one");
        assertThat(Integer.parseInt(products.received().get(1).headers().get("x-souk-deadline-ms")))
                .as("what the wait has left of its time")
                .isLessThanOrEqualTo(2_260);
        assertThat(first.isComplete()).isFalse();
        answer(1, "one");
        Wait.on(first);
    }

    @Test
    void whoWaitsForAnAnswerThatIsNotForEverybodyGetsItsOwn() {
        var readers = IntStream.range(0, 3).mapToObj(n -> read(PATH)).toList();
        await().until(() -> held.size() == 1);
        products.does(request -> request.response().setStatusCode(404).end("none of your business"));
        held.remove().response().setStatusCode(404).end("none of your business");
        assertThat(readers).extracting(reader -> Wait.on(reader).status()).containsOnly(404);
        assertThat(products.received()).hasSize(3);
    }

    @Test
    void aFetchGoesOnToAnotherInstanceWhenTheFirstDies() {
        gateway.instance("products", "products-2").answersAll(1, "other");
        products.cutsTheConnection();
        for (var i = 0; i < 4; i++) {
            gateway.tell(reads -> reads.doubtAll());
            assertThat(gateway.get(PATH).text()).isEqualTo("other");
        }
    }

    @Test
    void theReaderThatCausedAFetchMayLeaveAndTheOthersGetTheirAnswer() throws Exception {
        try (var raw = gateway.raw()) {
            raw.send("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().until(() -> held.size() == 1);
        }
        var other = read(PATH);
        answer(1, "one");
        assertThat(Wait.on(other).text()).isEqualTo("one");
    }

    private Future<Seen> read(String path) {
        return gateway.send(HttpMethod.GET, path, Map.of(), "");
    }

    private void answer(long version, String text) {
        StubInstance.publicly(held.remove(), version, text);
    }
}
