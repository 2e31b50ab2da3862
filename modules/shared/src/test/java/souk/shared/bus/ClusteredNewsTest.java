package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.shared.cluster.TestCluster.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.cluster.TestCluster;

class ClusteredNewsTest {

    private static final Topic<Said> TOPIC = Topic.of("products.said.v1", Said.class);

    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static TestCluster.Node one;
    private static TestCluster.Node other;

    record Said(String what) {}

    @BeforeAll
    static void start() {
        cluster = new TestCluster(directory, 2);
        one = cluster.start("products");
        other = cluster.start("gateway");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void newsReachAllNodesAndTheirOwnToo() {
        var here = listen(one, TOPIC);
        var there = listen(other, TOPIC);
        one.bus().publish(TOPIC, new Said("hello"));

        await().until(() -> here.size() == 1 && there.size() == 1);
        assertThat(there).containsExactly(new Said("hello"));
    }

    @Test
    void newsThatAreNotSealedForTheirTopicAreNotHeard() {
        var topic = Topic.of("products.forged.v1", Said.class);
        var heard = listen(other, topic);
        var body = "{\"what\":\"buy\"}";
        forge(topic, Buffer.buffer(body), new DeliveryOptions());
        forge(topic, Buffer.buffer(body), sealed(body, "topic products.said.v1"));
        forge(topic, Buffer.buffer("{\"what\":\"sell\"}"), sealed(body, "topic products.forged.v1"));
        forge(topic, body, sealed(body, "topic products.forged.v1"));
        one.bus().publish(topic, new Said("hold"));

        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(new Said("hold"));
    }

    @Test
    void anOlderNodeHearsNewsToWhichSomethingWasAdded() {
        var topic = Topic.of("products.grown.v1", Said.class);
        var heard = listen(other, topic);
        var body = "{\"what\":\"hello\",\"who\":\"ann\"}";
        forge(topic, Buffer.buffer(body), sealed(body, "topic products.grown.v1"));

        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(new Said("hello"));
    }

    private static List<Said> listen(TestCluster.Node node, Topic<Said> topic) {
        var heard = new CopyOnWriteArrayList<Said>();
        await(node.bus().subscribe(topic, heard::add));
        return heard;
    }

    private static void forge(Topic<Said> topic, Object body, DeliveryOptions options) {
        one.vertx().eventBus().publish(topic.address(), body, options);
    }

    private static DeliveryOptions sealed(String body, String purpose) {
        return new DeliveryOptions()
                .addHeader("news-id", "1")
                .addHeader("seal", TestCluster.SEAL.seal(body, purpose, "1"));
    }
}
