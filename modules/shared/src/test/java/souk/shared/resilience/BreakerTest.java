package souk.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.config.NodeConfig;
import souk.shared.problem.Trouble;

class BreakerTest {

    private static final BreakerRule RULE =
            new BreakerRule(Duration.ofSeconds(4), 10, 0.5, Duration.ofSeconds(2), Duration.ofMillis(20));
    private static final BreakerRule LONG_REST =
            new BreakerRule(Duration.ofSeconds(4), 10, 0.5, Duration.ofSeconds(2), Duration.ofMinutes(10));

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private Breaker breaker = breaker(LONG_REST);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void opensWhenHalfOfTheCallsAreInTroubleForTwoSeconds() {
        calls(5, Ending.TROUBLE);
        pass(Duration.ofSeconds(2));
        calls(5, Ending.ANSWERED);
        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);

        calls(1, Ending.TROUBLE);

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.OPEN);
        assertThat(meters.get("souk.breaker.state")
                        .tag("breaker", "products")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(meters.get("souk.breaker.opened").counter().count()).isEqualTo(1);
    }

    @Test
    void opensAfterAsLongWithoutAnAnswerAsIsConfigured() {
        breaker = breaker(BreakerRule.of(new NodeConfig.Resilience(6_000, 60_000, 0)));
        calls(10, Ending.TROUBLE);
        pass(Duration.ofSeconds(3));
        calls(10, Ending.TROUBLE);
        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);

        pass(Duration.ofSeconds(3));
        calls(1, Ending.TROUBLE);

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.OPEN);
    }

    @Test
    void restsAsLongAsIsConfigured() {
        breaker = breaker(BreakerRule.of(new NodeConfig.Resilience(2_000, 100, 0)));
        open();

        awaitState(CircuitBreakerState.HALF_OPEN);
        assertThat(BreakerRule.of(new NodeConfig.Resilience(2_000, 100, 0)).rest())
                .hasMillis(100);
    }

    @Test
    void staysClosedWhenAllTroubleComesInOneMoment() {
        calls(1_000, Ending.TROUBLE);
        pass(Duration.ofMillis(1_400));
        calls(1_000, Ending.TROUBLE);

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void staysClosedWhileMostCallsAreAnswered() {
        for (var second = 0; second < 20; second++) {
            calls(41, Ending.ANSWERED);
            calls(40, Ending.TROUBLE);
            pass(Duration.ofSeconds(1));
        }

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void staysClosedWhenTooFewAskToBeKeptWaiting() {
        for (var second = 0; second < 60; second++) {
            calls(2, Ending.TROUBLE);
            pass(Duration.ofSeconds(1));
        }

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void learnsNothingFromCallsThatTellNothing() {
        calls(100, Ending.UNDECIDED);
        pass(Duration.ofSeconds(2));
        calls(100, Ending.UNDECIDED);
        calls(1, Ending.TROUBLE);

        assertThat(breaker.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void failsAtOnceWithoutAskingWhileItIsOpen() {
        open();
        var before = asked.get();

        assertThatThrownBy(() -> await(call(Ending.ANSWERED)))
                .isInstanceOf(Trouble.class)
                .hasMessage("resting");
        assertThat(asked).hasValue(before);
        assertThat(meters.get("souk.breaker.refused").counter().count()).isEqualTo(1);
    }

    @Test
    void letsOneCallThroughAfterItsRestAndClosesWhenThatIsAnswered() {
        breaker = breaker(RULE);
        open();
        awaitState(CircuitBreakerState.HALF_OPEN);
        var before = asked.get();
        var answer = Promise.<String>promise();

        var probe = breaker.call(() -> asking(answer.future()), ended -> Ending.ANSWERED, BreakerTest::resting);
        assertThatThrownBy(() -> await(call(Ending.ANSWERED))).isInstanceOf(Trouble.class);
        assertThat(asked).hasValue(before + 1);

        answer.complete("here I am");
        assertThat(await(probe)).isEqualTo("here I am");
        awaitState(CircuitBreakerState.CLOSED);
        calls(1, Ending.TROUBLE);
        assertThat(breaker.state()).as("what was before is forgotten").isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void restsAgainWhenTheProbeIsNotAnswered() {
        breaker = breaker(RULE);
        open();
        awaitState(CircuitBreakerState.HALF_OPEN);

        assertThatThrownBy(() -> await(call(Ending.TROUBLE))).hasMessage("no answer");

        awaitThat(() -> meters.get("souk.breaker.probes.failed").counter().count() == 1);
        assertThat(meters.get("souk.breaker.opened").counter().count()).isEqualTo(1);
    }

    @Test
    void tellsTheStatesOfAll() {
        var all = new Breakers(vertx, meters, RULE, clock::get);
        all.of("orders");
        all.of("auth.keys.v1");

        assertThat(all.states()).containsExactly(entry("auth.keys.v1", "closed"), entry("orders", "closed"));
    }

    private Breaker breaker(BreakerRule rule) {
        meters.clear();
        return new Breakers(vertx, meters, rule, clock::get).of("products");
    }

    private void open() {
        calls(10, Ending.TROUBLE);
        pass(Duration.ofSeconds(2));
        calls(1, Ending.TROUBLE);
        assertThat(breaker.state()).isNotEqualTo(CircuitBreakerState.CLOSED);
    }

    private void calls(int times, Ending ending) {
        for (var i = 0; i < times; i++) {
            call(ending);
        }
    }

    private Future<String> call(Ending ending) {
        var result =
                ending == Ending.ANSWERED ? Future.succeededFuture("answer") : Future.<String>failedFuture("no answer");
        return breaker.call(() -> asking(result), ended -> ending, BreakerTest::resting);
    }

    private Future<String> asking(Future<String> result) {
        asked.incrementAndGet();
        return result;
    }

    private static Trouble resting() {
        return Trouble.because("resting");
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void awaitState(CircuitBreakerState wanted) {
        awaitThat(() -> breaker.state() == wanted);
    }

    private void awaitThat(BooleanSupplier condition) {
        var reached = Promise.<Void>promise();
        vertx.setPeriodic(5, timer -> {
            if (condition.getAsBoolean()) {
                vertx.cancelTimer(timer);
                reached.tryComplete();
            }
        });
        await(reached.future());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }
}
