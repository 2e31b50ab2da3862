package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Member;
import souk.shared.resilience.SlowStart;

class ChoiceTest {

    private static final Member ONE = products(1);
    private static final Member TWO = products(2);

    private final Choice choice = new Choice(Directory.fixed(ONE, TWO), () -> 0, SlowStart.STANDARD);

    @Test
    void usesAllInstances() {
        assertThat(picked(Set.of())).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void triesAnotherInstanceTheSecondTime() {
        assertThat(picked(Set.of("n1"))).containsExactly(TWO);
    }

    @Test
    void avoidsTheEjected() {
        eject(ONE);

        assertThat(picked(Set.of())).containsExactly(TWO);
    }

    @Test
    void triesOneTwiceRatherThanAnEjectedOne() {
        eject(ONE);

        assertThat(picked(Set.of("n2"))).containsExactly(TWO);
    }

    @Test
    void takesAnEjectedOneIfThereIsNoOther() {
        eject(ONE);
        eject(TWO);

        assertThat(picked(Set.of("n1"))).containsExactly(TWO);
        assertThat(picked(Set.of("n1", "n2"))).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void findsThoseWhoServeItWhateverTheirOwnServiceIs() {
        var both = new Member("n3", "products", "products-3", "", 0, 0, List.of("products", "categories"));
        var apart = new Member("n4", "categories", "categories-1", "", 0, 0);
        var among = new Choice(Directory.fixed(ONE, both, apart), () -> 0, SlowStart.STANDARD);

        assertThat(IntStream.range(0, 200)
                        .mapToObj(time -> among.pick("categories", Set.of()).orElseThrow())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(both, apart);
    }

    @Test
    void aNewcomerGetsFewCallsAtFirstAndItsShareInTheEnd() {
        var clock = new AtomicLong();
        var among = new Choice(Directory.fixed(ONE, TWO), clock::get, SlowStart.STANDARD);
        among.standing(ONE.nodeId());
        clock.addAndGet(SlowStart.STANDARD.time().toNanos());

        assertThat(share(among, TWO)).isBetween(10L, 100L);
        clock.addAndGet(SlowStart.STANDARD.time().toNanos());
        assertThat(share(among, TWO)).isBetween(400L, 600L);
    }

    @Test
    void aNewcomerGetsItsShareAtOnceWhereSlowStartIsOff() {
        var clock = new AtomicLong();
        var among = new Choice(Directory.fixed(ONE, TWO), clock::get, new SlowStart(Duration.ZERO));
        among.standing(ONE.nodeId());
        clock.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(share(among, TWO)).isBetween(400L, 600L);
    }

    /** Of a thousand calls. */
    private static long share(Choice among, Member member) {
        return IntStream.range(0, 1_000)
                .filter(time -> among.pick("products", Set.of()).orElseThrow().equals(member))
                .count();
    }

    @Test
    void findsNobodyWhereNobodyIs() {
        assertThat(choice.pick("orders", Set.of())).isEmpty();
    }

    private Set<Member> picked(Set<String> tried) {
        return IntStream.range(0, 200)
                .mapToObj(time -> choice.pick("products", tried).orElseThrow())
                .collect(Collectors.toSet());
    }

    private void eject(Member member) {
        choice.standing(member.nodeId()).missed();
        choice.standing(member.nodeId()).missed();
    }

    private static Member products(int number) {
        return new Member("n" + number, "products", "products-" + number, "127.0.0.1", 0, 0);
    }
}
