package souk.shared.sql;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import souk.shared.problem.Trouble;

/**
 * Lets requests that arrive while a batch is being committed share the next one. An idle batcher adds no delay: the
 * first request leaves at the end of the turn of the event loop in which it came, with those that came beside it. One batch is under way at a time, if not told otherwise, and arrival order is kept. A batch that fails as a
 * whole is repeated request by request, so that a poisoned one fails alone; when the database itself is away, all of
 * it fails with {@link Trouble} instead.
 *
 * @param <Q> a request
 * @param <A> the answer to one
 */
public final class Batcher<Q, A> {

    /**
     * @param maxBatch requests that share a transaction
     * @param maxQueued requests that wait; the next one is refused as busy
     * @param maxWait after which a request that still waits is refused as busy instead of being run late
     * @param atOnce batches that may be under way at a time; with more than one, order is kept no longer
     */
    public record Limits(int maxBatch, int maxQueued, Duration maxWait, int atOnce) {

        public static final Limits STANDARD = new Limits(64, 512, Duration.ofMillis(1_500));

        public Limits {
            if (maxBatch < 1 || maxQueued < 1 || atOnce < 1) {
                throw new IllegalArgumentException("a batch and a queue hold at least one request");
            }
        }

        public Limits(int maxBatch, int maxQueued, Duration maxWait) {
            this(maxBatch, maxQueued, maxWait, 1);
        }
    }

    private record Waiting<Q, A>(Q request, Promise<A> answer, long since) {}

    private final VertxInternal vertx;
    private final Context context;
    private final Limits limits;
    private final Function<List<Q>, Future<List<Verdict<A>>>> run;
    private final Deque<Waiting<Q, A>> queue = new ArrayDeque<>();
    private int running;
    private boolean starting;
    private volatile long batches;
    private volatile long requests;
    private volatile long refused;

    /** @param run gets the requests in arrival order and gives a verdict for each, in the same order */
    public Batcher(Vertx vertx, Limits limits, Function<List<Q>, Future<List<Verdict<A>>>> run) {
        this.vertx = (VertxInternal) vertx;
        this.context = vertx.getOrCreateContext();
        this.limits = limits;
        this.run = run;
    }

    /** May be called from anywhere; the work is done on the event loop that made this batcher. */
    public Future<A> submit(Q request) {
        var answer = vertx.<A>promise();
        if (Vertx.currentContext() == context) {
            accept(request, answer);
        } else {
            context.runOnContext(there -> accept(request, answer));
        }
        return answer.future();
    }

    /** Requests per batch since the start; 0 before the first. */
    public double meanBatch() {
        return batches == 0 ? 0 : (double) requests / batches;
    }

    public int queued() {
        return queue.size();
    }

    /** What it has done so far, as {@code souk.batch.*}; requests by batches is their mean size. */
    public void measure(MeterRegistry meters, String name) {
        Gauge.builder("souk.batch.queued", this, Batcher::queued)
                .description("Requests that wait for a batch")
                .tag("batch", name)
                .register(meters);
        counter("souk.batch.batches", "Batches that were begun", name, () -> batches)
                .register(meters);
        counter("souk.batch.requests", "Requests that were in them", name, () -> requests)
                .register(meters);
        counter(
                        "souk.batch.refused",
                        "Requests that found the queue full or waited too long in it",
                        name,
                        () -> refused)
                .register(meters);
    }

    private FunctionCounter.Builder<Batcher<Q, A>> counter(
            String meter, String description, String name, LongSupplier count) {
        return FunctionCounter.builder(meter, this, batcher -> count.getAsLong())
                .description(description)
                .tag("batch", name);
    }

    private void accept(Q request, Promise<A> answer) {
        if (queue.size() >= room()) {
            refuse(answer, "the queue of a batch is full");
            return;
        }
        queue.add(new Waiting<>(request, answer, System.nanoTime()));
        if (running < limits.atOnce() && !starting) {
            starting = true;
            context.runOnContext(endOfTurn -> start());
        }
    }

    /** Those who come in the turn in which a batch begins leave with it and wait for nobody. */
    private int room() {
        return running < limits.atOnce() ? limits.maxQueued() + limits.maxBatch() : limits.maxQueued();
    }

    private void start() {
        starting = false;
        while (running < limits.atOnce() && !queue.isEmpty()) {
            next();
        }
    }

    private void next() {
        var batch = take();
        if (batch.isEmpty()) {
            return;
        }
        running++;
        batches++;
        requests += batch.size();
        decide(batch)
                .onComplete(done -> context.runOnContext(after -> {
                    running--;
                    next();
                }));
    }

    private List<Waiting<Q, A>> take() {
        var batch = new ArrayList<Waiting<Q, A>>();
        while (batch.size() < limits.maxBatch() && !queue.isEmpty()) {
            var first = queue.poll();
            if (hasWaitedTooLong(first)) {
                refuse(first.answer(), "waited too long for a batch");
            } else {
                batch.add(first);
            }
        }
        return batch;
    }

    private void refuse(Promise<A> answer, String reason) {
        refused++;
        answer.fail(Trouble.busy(reason));
    }

    private Future<Void> decide(List<Waiting<Q, A>> batch) {
        return Future.succeededFuture(batch.stream().map(Waiting::request).toList())
                .compose(run)
                .transform(result -> {
                    if (result.succeeded() && result.result().size() == batch.size()) {
                        answer(batch, result.result());
                        return Future.succeededFuture();
                    }
                    return afterFailure(batch, result.succeeded() ? incomplete(batch) : result.cause());
                });
    }

    private Future<Void> afterFailure(List<Waiting<Q, A>> batch, Throwable error) {
        if (batch.size() == 1 || isAway(error)) {
            batch.forEach(waiting -> waiting.answer().fail(error));
            return Future.succeededFuture();
        }
        var one = Future.<Void>succeededFuture();
        for (var waiting : batch) {
            one = one.compose(before -> hasWaitedTooLong(waiting) ? turnAway(waiting) : decide(List.of(waiting)));
        }
        return one;
    }

    private boolean hasWaitedTooLong(Waiting<Q, A> waiting) {
        return System.nanoTime() - waiting.since() > limits.maxWait().toNanos();
    }

    /** So that those who come later do not wait for each of a batch to run into the same lock. */
    private Future<Void> turnAway(Waiting<Q, A> waiting) {
        refuse(waiting.answer(), "waited too long for a batch");
        return Future.succeededFuture();
    }

    private static <Q, A> void answer(List<Waiting<Q, A>> batch, List<Verdict<A>> verdicts) {
        for (var i = 0; i < batch.size(); i++) {
            var promise = batch.get(i).answer();
            if (verdicts.get(i) instanceof Verdict.Failed<A> failed) {
                promise.fail(failed.error());
            } else if (verdicts.get(i) instanceof Verdict.Done<A> done) {
                promise.complete(done.answer());
            }
        }
    }

    /** Trouble that no single request can be blamed for. */
    private static boolean isAway(Throwable error) {
        if (!(error instanceof Trouble)) {
            return false;
        }
        return switch (SqlFailure.of(error).kind()) {
            case LOCK_TIMEOUT, STATEMENT_TIMEOUT, SERIALIZATION -> false;
            default -> true;
        };
    }

    private static Throwable incomplete(List<?> batch) {
        return new IllegalStateException("a batch of " + batch.size() + " needs as many verdicts");
    }
}
