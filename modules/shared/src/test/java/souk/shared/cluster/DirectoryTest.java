package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.shared.json.WireJson;

class DirectoryTest {

    private static final Member ONE = new Member("n1", "products", "products-1", "127.0.0.1", 8081, 9081);
    private static final Member TWO = new Member("n2", "products", "products-2", "127.0.0.1", 8082, 9082);

    private long now;
    private final Directory directory = new Directory("n0", () -> now);

    @Test
    void aMemberIsReadyOnceTheClusterHasItAndItHasSaidSo() {
        directory.membership(List.of("n1"));
        assertThat(directory.ready("products")).isEmpty();
        directory.heard(ONE, NodeState.STARTING);
        assertThat(directory.ready("products")).isEmpty();
        directory.heard(ONE, NodeState.READY);
        assertThat(directory.ready("products")).containsExactly(ONE);
        assertThat(directory.ready("orders")).isEmpty();
    }

    @Test
    void whoIsNotInTheClusterIsNotBelieved() {
        directory.heard(ONE, NodeState.READY);

        assertThat(directory.ready("products")).isEmpty();
    }

    @Test
    void aMemberIsFoundUnderEveryServiceThatItServes() {
        var both = ONE.serving("categories");
        directory.membership(List.of("n1", "n2"));
        directory.heard(both, NodeState.READY);
        directory.heard(TWO, NodeState.READY);

        assertThat(directory.ready("products")).containsExactlyInAnyOrder(both, TWO);
        assertThat(directory.ready("categories")).containsExactly(both);
        assertThat(directory.remaining("categories")).containsExactly(both);
    }

    @Test
    void anOlderNodeThatNamesNoServicesServesItsOwn() {
        var json = Buffer.buffer(
                "{\"nodeId\":\"n1\",\"service\":\"products\",\"instance\":\"products-1\",\"httpPort\":1}");

        assertThat(WireJson.read(json, Member.class).services()).containsExactly("products");
        assertThat(WireJson.read(WireJson.write(ONE.serving("categories")), Member.class))
                .isEqualTo(ONE.serving("categories"));
    }

    @Test
    void aSilentMemberIsUsedOnlyIfThereIsNoOther() {
        bothReady();
        later(1_600);
        directory.heard(TWO, NodeState.READY);
        directory.suspectTheSilent(Duration.ZERO);
        assertThat(directory.ready("products")).containsExactly(TWO);

        directory.membership(List.of("n1"));
        assertThat(directory.ready("products")).containsExactly(ONE);
    }

    @Test
    void aSilentMemberThatSpeaksAgainIsReadyAgain() {
        bothReady();
        later(1_600);
        directory.heard(TWO, NodeState.READY);
        directory.suspectTheSilent(Duration.ZERO);
        directory.heard(ONE, NodeState.READY);

        assertThat(directory.ready("products")).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void whoOversleptBlamesNobodyForNotHavingHeardThem() {
        bothReady();
        later(30_000);
        directory.suspectTheSilent(Duration.ofMillis(29_500));

        assertThat(directory.isSuspect("n1")).isFalse();
    }

    @Test
    void aLeavingMemberGetsNothingNew() {
        bothReady();
        directory.heard(ONE, NodeState.DRAINING);

        assertThat(directory.ready("products")).containsExactly(TWO);
        assertThat(directory.remaining("products")).containsExactly(TWO);
    }

    @Test
    void tellsOfEachLossOnce() {
        var lost = new ArrayList<String>();
        directory.onLoss(lost::add);
        bothReady();
        directory.membership(List.of("n2"));
        later(1_600);
        directory.suspectTheSilent(Duration.ZERO);
        directory.suspectTheSilent(Duration.ZERO);

        assertThat(lost).containsExactly("n1", "n2");
    }

    @Test
    void tellsOfChangesAndNotOfEachHeartbeat() {
        bothReady();
        var changes = new ArrayList<List<Member>>();
        directory.onChange(() -> changes.add(directory.ready("products")));
        directory.heard(ONE, NodeState.READY);
        directory.heard(ONE, NodeState.DRAINING);
        directory.membership(List.of("n1", "n2"));

        assertThat(changes).containsExactly(List.of(TWO));
    }

    @Test
    void hearsAServiceAsLongAsNoneOfItsMembersIsSilentAndItIsNotCutOffItself() {
        assertThat(directory.hears(Set.of("products"))).isFalse();
        bothReady();
        assertThat(directory.hears(Set.of("products", "categories"))).isTrue();
        assertThat(directory.hears(Set.of("categories"))).isFalse();

        directory.checkedBy(() -> false);
        assertThat(directory.hears(Set.of("products"))).isFalse();
        directory.checkedBy(() -> true);

        later(1_600);
        directory.heard(TWO, NodeState.READY);
        directory.suspectTheSilent(Duration.ZERO);
        assertThat(directory.hears(Set.of("products"))).isFalse();
        directory.membership(List.of("n2"));
        assertThat(directory.hears(Set.of("products"))).isTrue();
    }

    private void bothReady() {
        directory.membership(List.of("n1", "n2"));
        directory.heard(ONE, NodeState.READY);
        directory.heard(TWO, NodeState.READY);
    }

    private void later(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
