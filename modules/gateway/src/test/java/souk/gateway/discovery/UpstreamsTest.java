package souk.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.shared.cluster.Member;
import souk.shared.resilience.Breakers;
import souk.shared.resilience.SlowStart;

class UpstreamsTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<Member> ready = new ArrayList<>();
    private final Upstreams upstreams = new Upstreams(
            service -> ready.stream()
                    .filter(member -> member.service().equals(service))
                    .toList(),
            clock::get,
            Breakers.standard(null, new SimpleMeterRegistry()),
            SlowStart.STANDARD);

    private void members(String... names) {
        for (var name : names) {
            ready.add(new Member(name, "products", name, "127.0.0.1", 80, 0));
        }
    }

    private Upstream choose() {
        return upstreams.choose("products", Set.of(), true).orElseThrow();
    }

    private Set<String> chosen() {
        return IntStream.range(0, 100).mapToObj(n -> choose().toString()).collect(Collectors.toSet());
    }

    private Upstream named(String name) {
        for (var n = 0; n < 1_000; n++) {
            var one = choose();
            if (one.toString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError(name + " is never chosen");
    }

    private Upstream ejected(String name) {
        var one = named(name);
        assertThat(one.missed()).isFalse();
        assertThat(one.missed()).isTrue();
        return one;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void choosesNobodyWhereNobodyIsReady() {
        members("a");
        assertThat(upstreams.choose("orders", Set.of(), true)).isEmpty();
    }

    @Test
    void choosesNobodyThatDoesNotListenYet() {
        ready.add(new Member("a", "products", "a", "127.0.0.1", 0, 0));
        assertThat(upstreams.choose("products", Set.of(), true)).isEmpty();
    }

    @Test
    void choosesTheOneOfTwoThatHasLessToDo() {
        members("a", "b");
        named("a").begun(() -> {});
        assertThat(chosen()).containsOnly("b");
    }

    @Test
    void neverChoosesTheBusiestOfThree() {
        members("a", "b", "c");
        named("a").begun(() -> {});
        assertThat(chosen()).containsOnly("b", "c");
    }

    @Test
    void forgivesASingleMiss() {
        members("a", "b");
        named("a").missed();
        assertThat(chosen()).contains("a");
        named("a").answered();
        named("a").missed();
        assertThat(chosen()).contains("a");
    }

    @Test
    void givesNothingForFiveSecondsToWhoMissedTwiceInARow() {
        members("a", "b");
        ejected("a");
        pass(Duration.ofMillis(4_999));
        assertThat(chosen()).containsOnly("b");
    }

    @Test
    void thenSendsASingleProbe() {
        members("a", "b");
        ejected("a");
        pass(Duration.ofSeconds(5));
        assertThat(choose()).hasToString("a");
        assertThat(chosen()).as("until the probe is answered").containsOnly("b");
    }

    @Test
    void takesBackWhoAnswersTheProbe() {
        members("a", "b");
        ejected("a");
        pass(Duration.ofSeconds(5));
        choose().answered();
        assertThat(chosen()).containsOnly("a", "b");
    }

    @Test
    void restsAgainWhoMissesTheProbe() {
        members("a", "b");
        ejected("a");
        pass(Duration.ofSeconds(5));
        assertThat(choose().missed()).as("it was ejected already").isFalse();
        pass(Duration.ofMillis(4_999));
        assertThat(chosen()).containsOnly("b");
        pass(Duration.ofMillis(1));
        assertThat(choose()).hasToString("a");
    }

    @Test
    void doesNotProbeWithWhatCannotBeRepeated() {
        members("a", "b");
        ejected("a");
        pass(Duration.ofSeconds(5));
        assertThat(upstreams.choose("products", Set.of(), false).orElseThrow()).hasToString("b");
    }

    @Test
    void asksTheEjectedWhenThereIsNobodyElse() {
        members("a");
        ejected("a");
        assertThat(choose()).hasToString("a");
    }

    @Test
    void asksWhoWasTriedOnlyWhenThereIsNobodyElse() {
        members("a", "b");
        var tried = new HashSet<Upstream>(Set.of(named("a")));
        assertThat(upstreams.choose("products", tried, true).orElseThrow()).hasToString("b");
        assertThat(upstreams.hasOther("products", tried)).isTrue();
        tried.add(named("b"));
        assertThat(upstreams.choose("products", tried, true)).isPresent();
        assertThat(upstreams.hasOther("products", tried)).isFalse();
    }

    @Test
    void tellsWhoIsEjectedUntilItAnswersOrIsLost() {
        members("b", "a", "c");
        assertThat(upstreams.ejected()).isEmpty();
        var a = ejected("a");
        ejected("b");
        assertThat(upstreams.ejected()).containsExactly("a", "b");

        a.answered();
        assertThat(upstreams.ejected()).containsExactly("b");
        upstreams.lost("b");
        assertThat(upstreams.ejected()).isEmpty();
    }

    @Test
    void endsWhatIsUnderWayToALostMember() {
        members("a", "b");
        var ended = new ArrayList<String>();
        var a = named("a");
        a.begun(() -> ended.add("first"));
        Runnable over = () -> ended.add("over");
        a.begun(over);
        a.ended(over);
        named("b").begun(() -> ended.add("b"));
        upstreams.lost("a");
        assertThat(ended).containsExactly("first");
    }

    @Test
    void aNewcomerGetsFewRequestsAtFirstAndItsShareInTheEnd() {
        members("old");
        choose();
        pass(SlowStart.STANDARD.time());
        members("new");

        assertThat(shareOf("new")).isBetween(10L, 100L);
        pass(SlowStart.STANDARD.time());
        assertThat(shareOf("new")).isBetween(400L, 600L);
    }

    @Test
    void aNewcomerGetsItsShareAtOnceWhereSlowStartIsOff() {
        var newcomer = new Member("new", "products", "new", "127.0.0.1", 80, 0);
        var old = new Upstream(newcomer, clock::get, new SlowStart(Duration.ZERO));
        pass(Duration.ofHours(1));

        assertThat(new Upstream(newcomer, clock::get, new SlowStart(Duration.ZERO)).yieldsTo(old))
                .isFalse();
    }

    @Test
    void aNewcomerGetsEverythingWhereThereIsNobodyElse() {
        members("old");
        ejected("old");
        pass(Duration.ofSeconds(1));
        members("new");

        assertThat(chosen()).containsOnly("new");
    }

    /** Of a thousand requests. */
    private long shareOf(String name) {
        return IntStream.range(0, 1_000)
                .filter(n -> choose().toString().equals(name))
                .count();
    }
}
