package souk.auth.throttle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import souk.shared.problem.Trouble;

/** Lets a few in at a time under each key; the others wait their turn, in order, for a while. */
final class Turnstile<K> {

    private static final int MOST_WAITING = 256;

    private final Vertx vertx;
    private final int width;
    private final Duration patience;
    private final Map<K, Gate> gates = new HashMap<>();

    private static final class Gate {
        private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
        private int inside;
    }

    Turnstile(Vertx vertx, int width, Duration patience) {
        this.vertx = vertx;
        this.width = width;
        this.patience = patience;
    }

    /** Fails with {@link Trouble#busy} if too many wait or it takes too long; else {@link #leave} must follow. */
    synchronized Future<Void> enter(K key) {
        var gate = gates.computeIfAbsent(key, unknown -> new Gate());
        if (gate.inside < width) {
            gate.inside++;
            return Future.succeededFuture();
        }
        if (gate.waiting.size() >= MOST_WAITING) {
            return busy();
        }
        Promise<Void> turn = Promise.promise();
        gate.waiting.add(turn);
        var timer = vertx.setTimer(patience.toMillis(), late -> turn.tryFail(tooSlow()));
        return turn.future().onSuccess(entered -> vertx.cancelTimer(timer));
    }

    /** Hands the place on to the next who still waits. */
    synchronized void leave(K key) {
        var gate = gates.get(key);
        for (var next = gate.waiting.poll(); next != null; next = gate.waiting.poll()) {
            if (next.tryComplete()) {
                return;
            }
        }
        gate.inside--;
        if (gate.inside == 0) {
            gates.remove(key);
        }
    }

    private static Future<Void> busy() {
        return Future.failedFuture(tooSlow());
    }

    private static Trouble tooSlow() {
        return Trouble.busy("too many attempts on one name at a time");
    }
}
