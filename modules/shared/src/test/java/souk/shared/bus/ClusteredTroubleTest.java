package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static souk.shared.cluster.TestCluster.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.cluster.NodeState;
import souk.shared.cluster.TestCluster;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;

/** What becomes of calls when all instances are in trouble. */
class ClusteredTroubleTest {

    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static TestCluster.Node orders;
    private static List<TestCluster.Node> products;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    record Ask(String question) {}

    record Told(String answer) {}

    @BeforeAll
    static void start() {
        cluster = new TestCluster(directory, 3);
        orders = cluster.start("orders");
        products = List.of(cluster.start("products"), cluster.start("products"));
        products.forEach(node -> node.cluster().announce(NodeState.READY));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> orders.directory().ready("products").size() == 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void eachInstanceThatIsBusyIsAskedOnce() {
        var operation = Operation.of("products.busy.v1", Ask.class, Told.class).withTries(Duration.ofSeconds(1), 3);
        serve(operation, () -> Future.failedFuture(Trouble.busy("too much to do")));

        assertThatThrownBy(() -> await(call(operation)))
                .isInstanceOfSatisfying(
                        Trouble.class,
                        trouble -> assertThat(trouble.problem().code()).isEqualTo(ProblemCode.BUSY));
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void nobodyIsAskedWhereNobodyHasAnsweredForAWhile() {
        var operation = Operation.of("products.mute.v1", Ask.class, Told.class).withTries(Duration.ofMillis(200), 1);
        serve(operation, () -> Promise.<Told>promise().future());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var before = asked.size();
            var failure = await(call(operation).map("").otherwise(Throwable::getMessage));
            return failure.contains("nobody is asked") && asked.size() == before;
        });
    }

    private void serve(Operation<Ask, Told> operation, Supplier<Future<Told>> answer) {
        products.forEach(node -> await(node.bus().serve(operation, (ask, context) -> {
            asked.add(node.id());
            return answer.get();
        })));
    }

    private static Future<Told> call(Operation<Ask, Told> operation) {
        return orders.bus().call(operation, new Ask("who"), CallContext.onOwnBehalf(Duration.ofMillis(2_500)));
    }
}
