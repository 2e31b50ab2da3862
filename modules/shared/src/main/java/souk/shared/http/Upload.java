package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Function;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;

/**
 * A body of any size, taken piece by piece: while a piece is worked on, no more is read from the connection, so that
 * memory holds one piece however much is sent. Confined to the event loop of its request.
 */
public final class Upload {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of a connection that is not merely slow. */
    private static final int LEAST_BYTES = 1024;

    private static final long LINGER_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Duration patience;
    private final Promise<Void> outcome = Promise.promise();
    private Buffer piece = Buffer.buffer();
    private int size;
    private Function<Buffer, Future<Void>> sink;
    private boolean working;
    private boolean worked;
    private boolean ended;
    private long arrived;
    private long arrivedBefore;

    Upload(Vertx vertx, HttpServerRequest request, Duration patience) {
        this.vertx = vertx;
        this.request = request.pause();
        this.patience = patience;
    }

    /**
     * Gives the body to the sink in pieces of about that many bytes, one after the other. Fails as the sink does, with a
     * refusal {@code request-timeout} if next to nothing comes for too long, and with {@link Trouble} if the client goes.
     */
    public Future<Void> forEach(int bytes, Function<Buffer, Future<Void>> each) {
        size = bytes;
        sink = each;
        request.exceptionHandler(broken -> fail(new Trouble("an upload was interrupted", broken)));
        request.handler(this::take);
        request.endHandler(end -> {
            ended = true;
            work();
        });
        var watch = vertx.setPeriodic(patience.toMillis(), tick -> watch());
        request.resume();
        return outcome.future().onComplete(done -> vertx.cancelTimer(watch));
    }

    /** After an answer that did not wait for the whole body: what still comes is dropped, and then the connection. */
    void leaveRest() {
        if (request.isEnded()) {
            return;
        }
        request.handler(dropped -> {}).resume();
        var close = vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
        request.endHandler(end -> vertx.cancelTimer(close));
    }

    private void take(Buffer bytes) {
        arrived += bytes.length();
        piece.appendBuffer(bytes);
        if (piece.length() >= size) {
            request.pause();
            work();
        }
    }

    private void work() {
        if (working || outcome.future().isComplete()) {
            return;
        }
        if (piece.length() == 0) {
            if (ended) {
                outcome.tryComplete();
            }
            return;
        }
        working = true;
        worked = true;
        var full = piece;
        piece = Buffer.buffer();
        Future.succeededFuture(full).compose(sink).onComplete(done -> {
            working = false;
            if (done.failed()) {
                fail(done.cause());
            } else if (ended) {
                work();
            } else {
                request.resume();
            }
        });
    }

    private void watch() {
        if (!worked && arrived - arrivedBefore < LEAST_BYTES) {
            fail(Problem.of(ProblemCode.REQUEST_TIMEOUT, "The body did not go on arriving.")
                    .refusal());
        }
        arrivedBefore = arrived;
        worked = working;
    }

    private void fail(Throwable cause) {
        request.pause();
        outcome.tryFail(cause);
    }
}
