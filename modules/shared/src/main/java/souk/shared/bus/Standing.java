package souk.shared.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import souk.shared.problem.Trouble;

/**
 * What a caller thinks of one instance: the calls under way to it, and whether it is ejected. After
 * {@value #MISSES_TO_EJECT} misses in a row it gets no calls for {@link #EJECTION}, then a single one as a probe.
 * Thread-safe.
 */
final class Standing {

    static final int MISSES_TO_EJECT = 2;
    static final Duration EJECTION = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private final long since;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private int misses;
    private long ejectedAt;
    private boolean probing;

    private record Pending(Context context, Promise<Reply> promise) {}

    Standing(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.since = nanoClock.getAsLong();
    }

    /** Nanoseconds since the instance is known here. */
    long age() {
        return nanoClock.getAsLong() - since;
    }

    int inFlight() {
        return pending.size();
    }

    /** Whether a call may be sent there: it is not ejected, or its time is over and nobody is probing it. */
    synchronized boolean isEligible() {
        return !isEjected() || (!probing && nanoClock.getAsLong() - ejectedAt >= EJECTION.toNanos());
    }

    /** Sends, and ends with the answer, the failure, or {@link #lost()}, whichever comes first. */
    Future<Reply> track(Vertx vertx, Supplier<Future<Reply>> send) {
        begin();
        var call = new Pending(vertx.getOrCreateContext(), Promise.promise());
        pending.add(call);
        send.get().onComplete(reply -> {
            pending.remove(call);
            if (reply.succeeded()) {
                call.promise.tryComplete(reply.result());
            } else {
                call.promise.tryFail(reply.cause());
            }
        });
        return call.promise.future();
    }

    /** A call to an ejected instance is its probe. */
    synchronized void begin() {
        probing = isEjected();
    }

    /** The instance has left or fallen silent: all calls under way to it fail now rather than by their timeout. */
    void lost() {
        for (var call : pending) {
            call.context.runOnContext(
                    now -> call.promise.tryFail(Trouble.because("the instance that was asked is gone")));
        }
    }

    synchronized void answered() {
        misses = 0;
        probing = false;
    }

    /** @return whether this miss ejects it */
    synchronized boolean missed() {
        misses++;
        probing = false;
        if (isEjected()) {
            ejectedAt = nanoClock.getAsLong();
        }
        return misses == MISSES_TO_EJECT;
    }

    private boolean isEjected() {
        return misses >= MISSES_TO_EJECT;
    }
}
