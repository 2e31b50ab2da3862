package souk.products.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;
import souk.shared.contract.CatalogChanged;
import souk.shared.contract.ProductOperations;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;

class ChangeNewsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final ChangeNews news = new ChangeNews(vertx, bus);
    private final List<CatalogChanged> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws TimeoutException {
        bus.subscribe(ProductOperations.CHANGED, heard::add).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void theFirstChangeIsToldAloneAndWhatFollowsAtOnceIsToldTogether() {
        var ids = ids(3);
        vertx.runOnContext(turn -> {
            news.products(ids.subList(0, 1));
            news.products(ids.subList(1, 2));
            news.categories();
            news.products(ids.subList(1, 3));
        });

        await().until(() -> heard.size() == 2);
        assertThat(heard).extracting(CatalogChanged::products).containsExactly(ids.subList(0, 1), ids.subList(1, 3));
        assertThat(heard).extracting(CatalogChanged::categories).containsExactly(false, true);
    }

    @Test
    void manyChangesAreToldInMessagesOfABoundedSize() {
        var ids = ids(ChangeNews.PRODUCTS_PER_MESSAGE + 1);
        news.products(ids);

        await().until(() -> heard.size() == 2);
        assertThat(heard).flatExtracting(CatalogChanged::products).containsExactlyElementsOf(ids);
    }

    @Test
    void aChangeThatMayHaveHappenedIsToldAndOneThatWasRefusedIsNot() {
        var ids = ids(2);
        news.about(
                ids.get(0),
                Future.failedFuture(Problem.of(ProblemCode.FORBIDDEN, "No.").refusal()));
        news.about(ids.get(1), Future.failedFuture(Trouble.because("the answer of COMMIT was lost")));

        await().until(() -> !heard.isEmpty());
        assertThat(heard).extracting(CatalogChanged::products).containsExactly(ids.subList(1, 2));
    }

    private static List<UUID> ids(int count) {
        return IntStream.range(0, count).mapToObj(n -> UUID.randomUUID()).toList();
    }
}
