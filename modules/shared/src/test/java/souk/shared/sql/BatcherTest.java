package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

class BatcherTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final Promise<Void> firstCommit = Promise.promise();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void anIdleOneBeginsAtOnceAndThoseWhoComeMeanwhileShareTheNextBatchInArrivalOrder() {
        var batcher = batcher(new Batcher.Limits(4, 100, Duration.ofSeconds(5)));
        var answers = submit(batcher, 10);
        Awaitility.await().until(() -> batcher.queued() == 9);
        assertThat(batches).containsExactly(List.of(0));
        firstCommit.complete();
        await(Future.all(answers));
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9));
        assertThat(answers.stream().map(Future::result))
                .isEqualTo(IntStream.range(0, 10).mapToObj(n -> n * 2).toList());
    }

    @Test
    void thoseWhoComeInOneTurnOfTheEventLoopShareTheFirstBatch() {
        var answers = submitInOneTurn(new Batcher.Limits(4, 100, Duration.ofSeconds(5)), 6);
        firstCommit.complete();
        await(Future.all(answers));
        assertThat(batches).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5));
    }

    @Test
    void thoseWhoLeaveWithTheFirstBatchTakeNoRoomInTheQueue() {
        var answers = submitInOneTurn(new Batcher.Limits(4, 3, Duration.ofSeconds(5)), 9);
        firstCommit.complete();
        await(Future.all(answers.subList(0, 7)));
        assertThat(answers.subList(7, 9))
                .allSatisfy(refused -> assertThat(failureOf(refused)).isInstanceOf(Trouble.class));
    }

    @Test
    void aSlowBatchHoldsUpNobodyElseWhereTwoMayBeUnderWay() {
        var batcher =
                new Batcher<Integer, Integer>(vertx, new Batcher.Limits(4, 100, Duration.ofSeconds(5), 2), requests -> {
                    batches.add(requests);
                    return requests.contains(0)
                            ? firstCommitThen(requests)
                            : Future.succeededFuture(
                                    requests.stream().map(BatcherTest::doubled).toList());
                });
        var answers = submit(batcher, 10);

        await(Future.all(answers.subList(1, 10)));
        assertThat(answers.get(0).isComplete()).isFalse();
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(10);
        firstCommit.complete();
        assertThat(await(answers.get(0))).isZero();
    }

    @Test
    void aFullQueueIsBusy() {
        var batcher = batcher(new Batcher.Limits(4, 3, Duration.ofSeconds(5)));
        var answers = submit(batcher, 5);
        var failure = failureOf(answers.get(4));
        assertThat(failure).isInstanceOf(Trouble.class);
        assertThat(((Trouble) failure).problem().code()).isEqualTo(ProblemCode.BUSY);
        firstCommit.complete();
        await(Future.all(answers.subList(0, 4)));
    }

    @Test
    void countsWhatItDidAndWhatItRefused() {
        var meters = new SimpleMeterRegistry();
        var batcher = batcher(new Batcher.Limits(4, 8, Duration.ofSeconds(5)));
        batcher.measure(meters, "numbers");
        var answers = submit(batcher, 12);
        Awaitility.await().until(() -> meters.get("souk.batch.queued").gauge().value() == 8);
        firstCommit.complete();
        await(Future.all(answers.subList(0, 9)));
        assertThat(meters.get("souk.batch.queued").gauge().value()).isZero();
        assertThat(meters.get("souk.batch.batches").functionCounter().count()).isEqualTo(3);
        assertThat(meters.get("souk.batch.requests").functionCounter().count()).isEqualTo(9);
        assertThat(meters.get("souk.batch.refused").functionCounter().count()).isEqualTo(3);
        assertThat(meters.get("souk.batch.refused").functionCounter().getId().getTag("batch"))
                .isEqualTo("numbers");
    }

    @Test
    void whoWaitedTooLongIsNotRunLate() {
        var batcher = batcher(new Batcher.Limits(4, 100, Duration.ofMillis(50)));
        var answers = submit(batcher, 2);
        vertx.setTimer(200, id -> firstCommit.complete());
        await(answers.get(0));
        assertThat(failureOf(answers.get(1))).isInstanceOf(Trouble.class);
        assertThat(batches).containsExactly(List.of(0));
    }

    @Test
    void aRefusedRequestFailsAlone() {
        var batcher = new Batcher<Integer, Integer>(
                vertx,
                Batcher.Limits.STANDARD,
                requests -> Future.succeededFuture(
                        requests.stream().map(BatcherTest::verdict).toList()));
        var answers = IntStream.range(0, 8).mapToObj(batcher::submit).toList();
        assertThat(failureOf(answers.get(5))).isInstanceOf(Refusal.class);
        assertThat(await(answers.get(6))).isEqualTo(12);
    }

    @Test
    void aPoisonedRequestFailsAlone() {
        var batcher = new Batcher<Integer, Integer>(vertx, Batcher.Limits.STANDARD, requests -> {
            batches.add(requests);
            if (requests.contains(5)) {
                throw new IllegalStateException("poisoned");
            }
            return firstCommitThen(requests);
        });
        var answers = submit(batcher, 8);
        Awaitility.await().until(() -> batcher.queued() == 7);
        firstCommit.complete();
        assertThat(failureOf(answers.get(5))).hasMessage("poisoned");
        answers.remove(5);
        await(Future.all(answers));
        assertThat(batches.get(1)).hasSize(7);
        assertThat(batches).hasSize(9);
    }

    @Test
    void notEachOfABatchWaitsForTheSameLock() {
        var batcher =
                new Batcher<Integer, Integer>(vertx, new Batcher.Limits(4, 100, Duration.ofMillis(500)), requests -> {
                    batches.add(requests);
                    return requests.contains(0)
                            ? firstCommitThen(requests)
                            : vertx.timer(600).compose(late -> Future.failedFuture("somebody else has the lock"));
                });
        var answers = submit(batcher, 4);
        firstCommit.complete();
        await(Future.join(answers).otherwiseEmpty());
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3));
        assertThat(answers.subList(1, 4)).allMatch(Future::failed);
    }

    @Test
    void noRequestIsRepeatedAloneWhileTheDatabaseIsAway() {
        var batcher = new Batcher<Integer, Integer>(vertx, Batcher.Limits.STANDARD, requests -> {
            batches.add(requests);
            return requests.contains(0) ? firstCommitThen(requests) : Future.failedFuture(Trouble.because("away"));
        });
        var answers = submit(batcher, 8);
        Awaitility.await().until(() -> batcher.queued() == 7);
        firstCommit.complete();
        answers.subList(1, 8).forEach(one -> assertThat(failureOf(one)).isInstanceOf(Trouble.class));
        assertThat(batches).hasSize(2);
    }

    @Test
    void tooFewVerdictsFailTheRequestsInsteadOfLeavingThemWaiting() {
        var batcher = new Batcher<Integer, Integer>(
                vertx, Batcher.Limits.STANDARD, requests -> Future.succeededFuture(List.of()));
        assertThat(failureOf(batcher.submit(1))).isInstanceOf(IllegalStateException.class);
        assertThat(failureOf(batcher.submit(2))).isInstanceOf(IllegalStateException.class);
    }

    private Batcher<Integer, Integer> batcher(Batcher.Limits limits) {
        return new Batcher<>(vertx, limits, requests -> {
            batches.add(requests);
            return firstCommitThen(requests);
        });
    }

    private Future<List<Verdict<Integer>>> firstCommitThen(List<Integer> requests) {
        return firstCommit
                .future()
                .map(done -> requests.stream().map(n -> Verdict.of(n * 2)).toList());
    }

    private static Verdict<Integer> doubled(int number) {
        return Verdict.of(number * 2);
    }

    private static Verdict<Integer> verdict(int number) {
        return number == 5
                ? Verdict.failed(Problem.of(ProblemCode.CONFLICT, "five").refusal())
                : Verdict.of(number * 2);
    }

    private List<Future<Integer>> submitInOneTurn(Batcher.Limits limits, int count) {
        var answers = Promise.<List<Future<Integer>>>promise();
        vertx.runOnContext(turn -> {
            var batcher = batcher(limits);
            answers.complete(IntStream.range(0, count).mapToObj(batcher::submit).toList());
        });
        return await(answers.future());
    }

    /** The first, and while it is under way the others. */
    private List<Future<Integer>> submit(Batcher<Integer, Integer> batcher, int count) {
        var answers = new ArrayList<Future<Integer>>();
        answers.add(batcher.submit(0));
        Awaitility.await().until(() -> !batches.isEmpty());
        IntStream.range(1, count).forEach(n -> answers.add(batcher.submit(n)));
        return answers;
    }
}
