package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;
import souk.shared.contract.CategoriesTold;
import souk.shared.contract.CategoryNode;
import souk.shared.contract.CategoryOperations;
import souk.shared.problem.Trouble;

class KnownCategoriesTest {

    private static final CategoryNode TEA = new CategoryNode(new UUID(0, 1), null, "Tea", "tea", 0);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final KnownCategories known = new KnownCategories(vertx, bus);
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private volatile Future<CategoriesTold> answer = Future.succeededFuture(new CategoriesTold(3, List.of(TEA)));

    @AfterEach
    void stop() {
        known.stop();
        await(vertx.close());
    }

    private void serve() {
        await(bus.serve(CategoryOperations.TREE, (request, context) -> {
            asked.add(request.known());
            return answer;
        }));
    }

    private static void await(Future<?> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void startsWithoutThoseWhoServeThemAndKnowsNothing() {
        await(known.start());
        assertThat(known.tree()).isSameAs(CategoryTree.EMPTY);
    }

    @Test
    void asksForWhatIsNewerThanWhatItHas() {
        serve();
        var told = new ArrayList<Long>();
        known.onChange(tree -> told.add(tree.revision()));
        await(known.start());
        assertThat(known.tree().find(TEA.id())).contains(TEA);

        answer = Future.succeededFuture(new CategoriesTold(3, null));
        await(known.ask());
        assertThat(known.tree().size()).isEqualTo(1);
        assertThat(asked).startsWith(0L, 3L);
        assertThat(told).containsExactly(3L);
    }

    @Test
    void keepsTheTreeThatItHasWhileNobodyAnswers() {
        serve();
        await(known.start());
        answer = Future.failedFuture(Trouble.because("away"));
        await(known.ask());
        assertThat(known.tree().revision()).isEqualTo(3);

        answer = Future.succeededFuture(new CategoriesTold(4, List.of()));
        await(known.ask());
        assertThat(known.tree().revision()).isEqualTo(4);
        assertThat(known.tree().size()).isZero();
    }
}
