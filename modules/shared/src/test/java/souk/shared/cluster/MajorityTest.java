package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which side of a partition a node is on, by what it hears. */
class MajorityTest {

    private final AtomicLong clock = new AtomicLong(1);
    private final Directory directory = new Directory("a", clock::get);
    private final Set<String> dead = new HashSet<>();
    private final Majority majority =
            new Majority(directory, nodeId -> Future.succeededFuture(dead.contains(nodeId)), clock::get);

    @Test
    void isLostAloneOfThreeWithinTenSecondsAndFoundWhenTheyAreHeardAgain() {
        settle("a", "b", "c");

        hear(Duration.ofSeconds(7), "a");
        assertThat(majority.isLost()).as("a busy machine").isFalse();
        hear(Duration.ofSeconds(3), "a");
        assertThat(majority.isLost()).isTrue();
        hear(Duration.ofSeconds(1), "a", "b", "c");
        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void staysLostWhenTheClusterHasGivenTheOthersUp() {
        settle("a", "b", "c");
        hear(Duration.ofSeconds(20), "a");

        directory.membership(List.of("a"));
        hear(Duration.ofSeconds(60), "a");

        assertThat(majority.isLost()).isTrue();
    }

    @Test
    void goesOnWithTwoOfThree() {
        settle("a", "b", "c");

        hear(Duration.ofSeconds(30), "a", "b");

        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void goesOnInBothHalvesOfTwoAndOfFour() {
        settle("a", "b", "c", "d");
        hear(Duration.ofSeconds(30), "a", "b");
        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void doesNotMissThoseThatSaidThatTheyLeave() {
        settle("a", "b", "c", "d");
        for (var leaver : List.of("b", "c", "d")) {
            directory.heard(member(leaver, leaver), NodeState.DRAINING);
        }

        hear(Duration.ofSeconds(30), "a");

        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void doesNotMissThoseWhoseMachineSaysThatTheyAreDead() {
        settle("a", "b", "c", "d");
        dead.addAll(List.of("b", "c", "d"));

        hear(Duration.ofSeconds(30), "a");

        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void doesNotMissThoseThatWereStartedAgainUnderTheirNames() {
        settle("a", "b", "c", "d");
        hear(Duration.ofSeconds(20), "a");
        assertThat(majority.isLost()).isTrue();

        directory.membership(List.of("a", "b2", "c2"));
        directory.heard(member("b2", "b"), NodeState.STARTING);
        directory.heard(member("c2", "c"), NodeState.STARTING);
        majority.look();

        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void expectsNobodyWhoWasThereForAMomentOnly() {
        directory.membership(List.of("a", "b", "c"));
        hear(Duration.ofSeconds(4), "a", "b", "c");

        hear(Duration.ofSeconds(30), "a");

        assertThat(majority.isLost()).isFalse();
    }

    @Test
    void expectsTheLostForTenMinutes() {
        settle("a", "b", "c");

        hear(Duration.ofMinutes(9), "a");
        assertThat(majority.isLost()).isTrue();
        hear(Duration.ofMinutes(2), "a");
        assertThat(majority.isLost()).isFalse();
    }

    private void settle(String... nodeIds) {
        directory.membership(List.of(nodeIds));
        hear(Duration.ofSeconds(15), nodeIds);
    }

    /** Time goes by, and these are heard all the while. */
    private void hear(Duration time, String... nodeIds) {
        for (var second = 0; second < time.toSeconds(); second++) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            Stream.of(nodeIds).forEach(nodeId -> directory.heard(member(nodeId, nodeId), NodeState.READY));
            majority.look();
        }
    }

    private static Member member(String nodeId, String instance) {
        return new Member(nodeId, "echo", instance, "127.0.0.1", 1, 1);
    }
}
