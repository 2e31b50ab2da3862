package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.shared.cluster.TestCluster.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;
import souk.shared.security.Role;

class LocalBusTest {

    private static final Operation<Ask, Told> OPERATION =
            Operation.of("products.tell.v1", Ask.class, Told.class).withTries(Operation.LONGEST_TRY, 1);
    private static final Topic<Ask> NEWS = Topic.of("products.asked.v1", Ask.class);
    private static final Caller ANN = Caller.of(UUID.randomUUID(), "ann", Role.CUSTOMER);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);

    record Ask(String question) {}

    record Told(String answer, int length) {}

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void bringsTheRecordThereAndTheAnswerBack() {
        serve((ask, context) -> Future.succeededFuture(
                new Told(ask.question() + ", " + context.caller().username(), 4)));

        assertThat(await(call(Duration.ofSeconds(1)))).isEqualTo(new Told("who, ann", 4));
    }

    @Test
    void theOtherSideKnowsWhoAsksAndHowLongTheyWait() {
        var seen = new ArrayList<CallContext>();
        serve((ask, context) -> {
            seen.add(context);
            return Future.succeededFuture(new Told("", 0));
        });
        await(call(Duration.ofMillis(700)));

        var context = seen.get(0);
        assertThat(context.caller()).isEqualTo(ANN);
        assertThat(context.requestId()).isEqualTo("request-1");
        assertThat(context.traceparent()).isEqualTo("00-trace");
        assertThat(context.deadline().left()).isBetween(Duration.ofMillis(1), Duration.ofMillis(700));
    }

    @Test
    void aRefusalArrivesAsItIs() {
        var problem = new Problem(
                        ProblemCode.INSUFFICIENT_STOCK,
                        "Short.",
                        List.of(new Violation("/lines/0", "only 2")),
                        java.util.Map.of())
                .with("shortages", List.of(3, 4));
        serve((ask, context) -> Future.failedFuture(problem.refusal()));

        assertThatThrownBy(() -> await(call(Duration.ofSeconds(1)))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.INSUFFICIENT_STOCK);
            assertThat(refusal.problem().errors()).containsExactly(new Violation("/lines/0", "only 2"));
            assertThat((JsonNode) refusal.problem().extra().get("shortages")).hasSize(2);
        });
    }

    @Test
    void aDefectOverThereIsTroubleHereAndTellsNothing() {
        serve((ask, context) -> {
            throw new IllegalStateException("the password is 1234");
        });

        assertThatThrownBy(() -> await(call(Duration.ofSeconds(1))))
                .isInstanceOf(Trouble.class)
                .hasMessageNotContaining("1234");
    }

    @Test
    void nobodyThereIsTroubleAtOnce() {
        assertThatThrownBy(() -> await(call(Duration.ofSeconds(1)))).isInstanceOf(Trouble.class);
    }

    @Test
    void noAnswerInTimeIsTrouble() {
        serve((ask, context) -> Promise.<Told>promise().future());

        assertThatThrownBy(() -> await(call(Duration.ofMillis(150)))).isInstanceOf(Trouble.class);
    }

    @Test
    void waitsNoLongerThanTheDeadline() {
        serve((ask, context) -> Promise.<Told>promise().future());
        var inTime = onEventLoop(() -> {
            var late = vertx.timer(900);
            return call(Duration.ofMillis(150)).transform(ended -> Future.succeededFuture(!late.isComplete()));
        });

        assertThat(await(inTime)).isTrue();
    }

    @Test
    void asksNobodyWhenNoTimeIsLeft() {
        var asked = new ArrayList<Ask>();
        serve((ask, context) -> {
            asked.add(ask);
            return Future.succeededFuture(new Told("", 0));
        });

        assertThatThrownBy(() -> await(call(Duration.ZERO))).isInstanceOf(Trouble.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesMoreCallsThanItCanKeep() {
        serve((ask, context) -> Promise.<Told>promise().future());
        var oneTooMany = onEventLoop(() -> {
            for (var i = 0; i < Gate.CALLS_PER_ADDRESS; i++) {
                call(Duration.ofSeconds(1));
            }
            return call(Duration.ofSeconds(1));
        });

        assertThatThrownBy(() -> await(oneTooMany))
                .isInstanceOfSatisfying(
                        Trouble.class, busy -> assertThat(busy.problem().code()).isEqualTo(ProblemCode.BUSY));
    }

    @Test
    void leavingWaitsForWhatIsUnderWay() {
        var promise = Promise.<Told>promise();
        var begun = Promise.<Void>promise();
        serve((ask, context) -> {
            begun.complete();
            return promise.future();
        });
        var call = call(Duration.ofSeconds(1));
        await(begun.future());
        var left = bus.unregister();
        await(vertx.timer(200));
        assertThat(left.isComplete()).isFalse();
        promise.complete(new Told("at last", 7));

        await(left);
        assertThat(await(call).answer()).isEqualTo("at last");
    }

    @Test
    void whoeverHasSubscribedHearsTheNewsUntilItLeaves() {
        var heard = new CopyOnWriteArrayList<String>();
        await(bus.subscribe(NEWS, ask -> heard.add("first " + ask.question())));
        await(bus.subscribe(NEWS, ask -> heard.add("second " + ask.question())));
        bus.publish(NEWS, new Ask("why"));

        Awaitility.await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder("first why", "second why");
        await(bus.unregister());
        bus.publish(NEWS, new Ask("when"));
        await(vertx.timer(50));
        assertThat(heard).hasSize(2);
    }

    @Test
    void aListenerThatThrowsHearsTheNextNewsToo() {
        var heard = new CopyOnWriteArrayList<Ask>();
        await(bus.subscribe(NEWS, ask -> {
            heard.add(ask);
            throw new IllegalStateException("not today");
        }));
        bus.publish(NEWS, new Ask("one"));
        bus.publish(NEWS, new Ask("two"));

        Awaitility.await().until(() -> heard.size() == 2);
    }

    /** In one turn, so that no timer of it can fire in between, however slow the machine. */
    private <T> Future<T> onEventLoop(Supplier<Future<T>> action) {
        return Future.future(promise -> vertx.runOnContext(turn -> action.get().onComplete(promise)));
    }

    private void serve(OperationHandler<Ask, Told> handler) {
        await(bus.serve(OPERATION, handler));
    }

    private Future<Told> call(Duration patience) {
        return bus.call(
                OPERATION, new Ask("who"), new CallContext("request-1", "00-trace", ANN, Deadline.in(patience)));
    }
}
