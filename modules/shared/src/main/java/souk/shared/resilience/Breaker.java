package souk.shared.resilience;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps calls from a part that does not answer anybody, so that nobody waits for it in vain: they fail at once, and now
 * and then one of them is let through to see whether it is back. States, rest and probe are those of Vert.x's breaker. That
 * one forgets all failures at each success, and so would not open for a part that answers every tenth call; when to
 * open is decided here, by {@link BreakerRule}. It has no time limit of its own: that would not end the work behind it, so
 * each call brings its own deadline. Thread-safe.
 */
public final class Breaker {

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int NO_TIMEOUT = -1;

    private final CircuitBreaker states;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final BreakerMetrics metrics;

    Breaker(Vertx vertx, String name, BreakerRule rule, LongSupplier nanoClock, BreakerMetrics metrics) {
        this.tally = new Tally(rule);
        this.nanoClock = nanoClock;
        this.metrics = metrics;
        var options = new CircuitBreakerOptions()
                .setTimeout(NO_TIMEOUT)
                .setMaxFailures(NEVER)
                .setResetTimeout(rule.rest().toMillis());
        this.states = CircuitBreaker.create(name, vertx, options)
                .openHandler(opened -> metrics.opened())
                .closeHandler(closed -> {
                    tally.clear();
                    metrics.closed();
                });
    }

    /**
     * @param work begins the call; not asked while the breaker is open
     * @param judge asked when the call has ended, with its result
     * @param instead what the call fails with while the breaker is open
     */
    public <T> Future<T> call(
            Supplier<Future<T>> work, Function<AsyncResult<T>, Ending> judge, Supplier<? extends Throwable> instead) {
        return states.state() == CircuitBreakerState.CLOSED
                ? work.get().onComplete(ended -> count(judge.apply(ended)))
                : probe(work, judge, instead);
    }

    public CircuitBreakerState state() {
        return states.state();
    }

    private void count(Ending ending) {
        switch (ending) {
            case ANSWERED -> tally.answered(nanoClock.getAsLong());
            case TROUBLE -> {
                if (tally.troubled(nanoClock.getAsLong())) {
                    open();
                }
            }
            case UNDECIDED -> {}
        }
    }

    /** Calls that began before it opened still end: they do not open it again. */
    private synchronized void open() {
        if (states.state() == CircuitBreakerState.CLOSED) {
            states.open();
        }
    }

    private <T> Future<T> probe(
            Supplier<Future<T>> work, Function<AsyncResult<T>, Ending> judge, Supplier<? extends Throwable> instead) {
        var result = Promise.<T>promise();
        states.<Void>execute(() -> work.get().onComplete(result).transform(ended -> passes(judge.apply(ended))))
                .onFailure(refused -> {
                    if (refused instanceof OpenCircuitException) {
                        metrics.refused();
                        result.tryFail(instead.get());
                    } else {
                        result.tryFail(refused);
                    }
                });
        return result.future();
    }

    private static Future<Void> passes(Ending ending) {
        return ending == Ending.ANSWERED ? Future.succeededFuture() : Future.failedFuture("no answer");
    }
}
