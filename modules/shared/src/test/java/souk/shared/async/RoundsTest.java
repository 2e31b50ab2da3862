package souk.shared.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Timeout(60)
class RoundsTest {

    private static final int MANY = 200_000;

    @Test
    void noNumberOfRoundsThatAreOverLaterFillsTheStack(Vertx vertx) {
        var rounds = new AtomicInteger();

        Rounds.whileTrue(() -> later(vertx, rounds.incrementAndGet() < MANY)).await();

        assertEquals(MANY, rounds.get());
    }

    @Test
    void noNumberOfRoundsThatAreOverAtOnceFillsTheStack() {
        var rounds = new AtomicInteger();

        var over = Rounds.whileTrue(() -> Future.succeededFuture(rounds.incrementAndGet() < MANY));

        assertTrue(over.succeeded());
        assertEquals(MANY, rounds.get());
    }

    @Test
    void eachRoundIsGivenWhereTheLastOneEnded(Vertx vertx) {
        var places = new ArrayList<String>();

        Rounds.through("a", place -> {
                    places.add(place);
                    return later(vertx, place.length() < 3 ? place + "a" : null);
                })
                .await();

        assertEquals(List.of("a", "aa", "aaa"), places);
    }

    @Test
    void theFirstFailureIsTheLastRound(Vertx vertx) {
        var rounds = new AtomicInteger();

        var over = Rounds.whileTrue(() -> {
            if (rounds.incrementAndGet() == 3) {
                throw new IllegalStateException("the third");
            }
            return later(vertx, true);
        });

        assertEquals(
                "the third",
                over.transform(result -> Future.succeededFuture(result.cause().getMessage()))
                        .await());
        assertEquals(3, rounds.get());
    }

    @Test
    void nothingBeginsBeforeTheRoundBeforeItIsOver() {
        var first = Promise.<Boolean>promise();
        var rounds = new AtomicInteger();

        var over =
                Rounds.whileTrue(() -> rounds.incrementAndGet() == 1 ? first.future() : Future.succeededFuture(false));

        assertEquals(1, rounds.get());
        assertFalse(over.isComplete());
        first.complete(true);
        assertEquals(2, rounds.get());
        assertTrue(over.succeeded());
    }

    private static <T> Future<T> later(Vertx vertx, T value) {
        var promise = Promise.<T>promise();
        vertx.runOnContext(now -> promise.complete(value));
        return promise.future();
    }
}
