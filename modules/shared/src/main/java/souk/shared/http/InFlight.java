package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Counts the requests under way, so that a leaving instance can wait for them. Confined to one event loop. */
final class InFlight {

    private int count;
    private Promise<Void> empty;

    void enter() {
        count++;
    }

    void leave() {
        count--;
        if (count == 0 && empty != null) {
            empty.tryComplete();
        }
    }

    Future<Void> drained(Vertx vertx, Duration patience) {
        if (count == 0) {
            return Future.succeededFuture();
        }
        empty = Promise.promise();
        var giveUp = vertx.setTimer(Math.max(1, patience.toMillis()), late -> empty.tryComplete());
        return empty.future().onComplete(done -> vertx.cancelTimer(giveUp));
    }
}
