package souk.shared.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.outbox.PostOffice.QUICK;
import static souk.shared.outbox.PostOffice.SHORT_LEASE;
import static souk.shared.outbox.PostOffice.event;
import static souk.shared.outbox.PostOffice.inOrder;
import static souk.shared.sql.Ledger.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;

/** What becomes of events that the other side refuses or does not answer. */
class OutboxTroubleTest {

    private static PostOffice office;

    @BeforeAll
    static void open() {
        office = new PostOffice();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @AfterEach
    void clear() {
        office.clear();
    }

    @Test
    void troubleOfTheOtherSideIsWaitedForAndMakesNoDeadLetter() {
        var away = new AtomicBoolean(true);
        var tries = new AtomicInteger();
        office.add(3, 2);
        office.relay("one", events -> {
            tries.incrementAndGet();
            return away.get() ? Future.failedFuture(Trouble.because("away")) : office.receive(events);
        });
        Awaitility.await().until(() -> tries.get() > QUICK.attempts() + 1);
        away.set(false);
        office.awaitPublished();
        assertThat(office.received).hasSize(6);
        assertThat(await(office.outbox.lag()).deadLetters()).isZero();
    }

    @Test
    void aSinkThatNeverAnswersIsTroubleToo() {
        var stuck = new AtomicBoolean(true);
        office.add(1, 1);
        office.relay(
                "one",
                events -> stuck.getAndSet(false) ? Promise.<Void>promise().future() : office.receive(events),
                SHORT_LEASE);
        office.awaitPublished();
        assertThat(office.received).hasSize(1);
    }

    @Test
    void aRefusedEventBecomesADeadLetterThatHoldsBackItsOwnAggregateOnly() {
        var poisoned = UUID.randomUUID();
        var refusing = new AtomicBoolean(true);
        office.add(List.of(event(poisoned, 1), event(UUID.randomUUID(), 1), event(poisoned, 2)));
        office.relay(
                "one",
                events -> refusing.get()
                                && events.stream()
                                        .anyMatch(event -> event.aggregateId().equals(poisoned))
                        ? Future.failedFuture(
                                Problem.of(ProblemCode.INVALID, "unreadable").refusal())
                        : office.receive(events));
        Awaitility.await().until(() -> await(office.outbox.lag()).deadLetters() == 1);
        assertThat(office.received).hasSize(1);
        assertThat(await(office.outbox.lag()).pending()).isEqualTo(2);
        var letter = await(office.outbox.deadLetters(10)).get(0);
        assertThat(letter.event().aggregateVersion()).isEqualTo(1);
        assertThat(letter.reason()).contains("unreadable");
        refusing.set(false);
        assertThat(await(office.outbox.replay(letter.event().id()))).isTrue();
        office.awaitPublished();
        assertThat(office.received).hasSize(3);
        assertThat(inOrder(office.received)).isTrue();
    }

    @Test
    void aDiscardedDeadLetterLetsTheRestOfItsAggregateGo() {
        var poisoned = event(UUID.randomUUID(), 1);
        office.add(List.of(poisoned, event(poisoned.aggregateId(), 2)));
        office.relay(
                "one",
                events -> events.stream().anyMatch(event -> event.id().equals(poisoned.id()))
                        ? Future.failedFuture(
                                Problem.of(ProblemCode.INVALID, "no").refusal())
                        : office.receive(events));
        Awaitility.await().until(() -> await(office.outbox.lag()).deadLetters() == 1);
        assertThat(await(office.outbox.discard(poisoned.id()))).isTrue();
        office.awaitPublished();
        assertThat(office.received).extracting(Event::aggregateVersion).containsExactly(2L);
    }

    @Test
    void survivesRelaysThatComeAndGoAndASinkThatLosesAnswers() {
        var calls = new AtomicInteger();
        EventSink losing = events -> office.consume(events)
                .compose(done -> calls.incrementAndGet() % 3 == 0
                        ? Future.failedFuture(Trouble.because("the answer was lost"))
                        : Future.succeededFuture());
        for (var round = 0; round < 6; round++) {
            var relay = office.relay("relay-" + round, losing);
            office.add(10, 4);
            if (round % 2 == 0) {
                await(relay.close());
            }
        }
        office.awaitPublished();
        assertThat(office.effects()).isEqualTo(240);
        assertThat(office.effectsOutOfOrder()).isZero();
    }
}
