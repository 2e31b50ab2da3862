package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.cluster.TestCluster.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelfCheckTest {

    private final Vertx vertx = Vertx.vertx();
    private final Directory directory = new Directory("self", () -> 0);
    private final Promise<Void> cutOff = Promise.promise();
    private final AtomicBoolean clusterRuns = new AtomicBoolean(true);
    private final SelfCheck check = new SelfCheck(
            vertx,
            directory,
            clusterRuns::get,
            new SelfCheck.Limits(Duration.ofMillis(50), Duration.ZERO),
            cutOff::tryComplete);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void aNodeWhoseClusterManagerIsGoneIsCutOff() {
        hear("self");
        clusterRuns.set(false);
        await(check.start());

        await(cutOff.future());
        assertThat(check.isConnected()).isFalse();
    }

    @Test
    void aNodeThatDoesNotHearItselfIsCutOff() {
        await(check.start());

        await(cutOff.future());
    }

    @Test
    void aNodeThatHearsAPeerWhichDoesNotAnswerIsCutOff() {
        hear("self", "peer");
        await(check.start());

        await(cutOff.future());
    }

    @Test
    void aPeerThatAnswersKeepsTheNodeIn() {
        hear("self", "peer");
        var asked = new AtomicInteger();
        var often = Promise.<Void>promise();
        vertx.eventBus().<Buffer>consumer("souk.node.ping@peer", ping -> {
            ping.reply(Buffer.buffer());
            if (asked.incrementAndGet() > SelfCheck.MISSES_TO_BE_CUT_OFF) {
                often.tryComplete();
            }
        });
        await(check.start());

        await(often.future());
        assertThat(check.isConnected()).isTrue();
        assertThat(cutOff.future().isComplete()).isFalse();
    }

    private void hear(String... nodeIds) {
        directory.membership(List.of(nodeIds));
        for (var nodeId : nodeIds) {
            directory.heard(new Member(nodeId, "echo", nodeId, "127.0.0.1", 0, 0), NodeState.READY);
        }
    }
}
