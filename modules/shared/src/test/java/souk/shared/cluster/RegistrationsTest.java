package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.multimap.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.cluster.TestCluster.Node;

/** What sudden deaths and merges leave behind in the list of who listens where, in a real cluster. */
class RegistrationsTest {

    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static Node first;
    private static Node second;

    @BeforeAll
    static void start() {
        cluster = new TestCluster(directory, 2);
        first = cluster.start("echo");
        second = cluster.start("echo");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void removesWhatADeadNodeHasLeftBehindAndNothingElse() {
        var before = subscriptions(first).size();
        var ghost = new HazelcastRegistrationInfo(new RegistrationInfo("ghost", 1, false));
        subscriptions(second).put("echo.say.v1", ghost);
        subscriptions(second).put("echo.say.v1@ghost", ghost);
        first.manager().getHazelcastInstance().getMap(Registrations.NODES).put("ghost", "left behind");

        await().until(() -> !subscriptions(second).containsValue(ghost));
        await().until(() -> !first.manager()
                .getHazelcastInstance()
                .getMap(Registrations.NODES)
                .containsKey("ghost"));
        await().untilAsserted(() -> assertThat(
                        (long) first.cluster().registrations().get("removed")
                                + (long) second.cluster().registrations().get("removed"))
                .as("counted by the one that removed them")
                .isEqualTo(2));
        assertThat(subscriptions(first).size()).isEqualTo(before);
    }

    @Test
    void registersAgainWhatHasVanishedWhileItIsStillServed() {
        var address = "lost.and.found";
        TestCluster.await(second.vertx()
                .eventBus()
                .<Buffer>consumer(address, message -> message.reply(Buffer.buffer("here")))
                .completion());
        var own = subscriptions(first).get(address).iterator().next();

        subscriptions(first).remove(address, own);
        second.manager().getHazelcastInstance().getMap(Registrations.NODES).delete(second.id());

        await().until(() -> subscriptions(first).containsEntry(address, own));
        await().until(() -> second.manager()
                .getHazelcastInstance()
                .getMap(Registrations.NODES)
                .containsKey(second.id()));
        var reply = TestCluster.await(first.vertx().eventBus().<Buffer>request(address, Buffer.buffer()));
        assertThat(reply.body()).hasToString("here");
    }

    @Test
    void leavesGoneWhatWasGivenUp() {
        var consumer = second.vertx().eventBus().<Buffer>consumer("given.up", message -> {});
        TestCluster.await(consumer.completion());
        TestCluster.await(consumer.unregister());

        var restored = second.cluster().registrations().get("restored");
        await().during(java.time.Duration.ofMillis(1_200))
                .until(() -> !subscriptions(first).containsKey("given.up"));
        assertThat(second.cluster().registrations()).containsEntry("restored", restored);
    }

    private static MultiMap<String, HazelcastRegistrationInfo> subscriptions(Node node) {
        return node.manager().getHazelcastInstance().getMultiMap(Registrations.SUBSCRIPTIONS);
    }
}
