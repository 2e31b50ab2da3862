package souk.shared.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Caps the calls in flight per address, so that a stalled service does not fill our memory with waiting calls. */
final class Gate {

    static final int CALLS_PER_ADDRESS = 512;

    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private volatile Promise<Void> empty;

    /** False if there are too many; else {@link #leave} must follow. */
    boolean enter(String address) {
        var count = inFlight.computeIfAbsent(address, unused -> new AtomicInteger());
        if (count.incrementAndGet() > CALLS_PER_ADDRESS) {
            count.decrementAndGet();
            return false;
        }
        all.incrementAndGet();
        return true;
    }

    void leave(String address) {
        inFlight.get(address).decrementAndGet();
        var waiting = all.decrementAndGet() == 0 ? empty : null;
        if (waiting != null) {
            waiting.tryComplete();
        }
    }

    /** Completes when nothing is in flight. */
    Future<Void> emptied() {
        var promise = Promise.<Void>promise();
        empty = promise;
        if (all.get() == 0) {
            promise.tryComplete();
        }
        return promise.future();
    }
}
