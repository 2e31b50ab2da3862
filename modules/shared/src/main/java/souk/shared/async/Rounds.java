package souk.shared.async;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work in rounds of which nobody knows beforehand how many there are, one after the other. A future that composes itself
 * anew in each round must not be used for that: all of them complete inside one another in the end, and after some
 * thousand rounds the stack is not deep enough. Here each round begins on the stack of nobody but the event loop.
 */
public final class Rounds {

    private Rounds() {}

    /** Begins another round as long as the last one gives true. Fails as the first round that fails, and ends there. */
    public static Future<Void> whileTrue(Supplier<Future<Boolean>> round) {
        return through(Boolean.TRUE, unused -> round.get().map(more -> more ? Boolean.TRUE : null));
    }

    /**
     * Gives each round what the one before it has ended with, until one ends with null. Fails as {@link #whileTrue}.
     *
     * @param first for the first round
     */
    public static <T> Future<Void> through(T first, Function<T, Future<T>> round) {
        var over = Promise.<Void>promise();
        goOn(first, round, over);
        return over.future();
    }

    private static <T> void goOn(T place, Function<T, Future<T>> round, Promise<Void> over) {
        var next = place;
        while (next != null) {
            var turn = begin(next, round);
            if (!turn.isComplete()) {
                turn.onSuccess(reached -> goOn(reached, round, over)).onFailure(over::fail);
                return;
            }
            if (turn.failed()) {
                over.fail(turn.cause());
                return;
            }
            next = turn.result();
        }
        over.complete();
    }

    private static <T> Future<T> begin(T place, Function<T, Future<T>> round) {
        try {
            return round.apply(place);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
