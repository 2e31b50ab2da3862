package souk.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import souk.gateway.protocol.StrictHttp;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Takes a request's body whole, so that the request can be sent more than once. */
final class BodyReading {

    private BodyReading() {}

    /**
     * Fails with a refusal if the body is too large, wrongly framed, or not all there in time; then the connection is of
     * no more use.
     */
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, Duration patience) {
        var body = Promise.<Buffer>promise();
        StrictHttp.onBodyFault(request, problem -> body.tryFail(problem.refusal()));
        request.body().onComplete(read -> {
            if (read.succeeded()) {
                body.tryComplete(read.result());
            } else {
                body.tryFail(read.cause());
            }
        });
        if (body.future().isComplete()) {
            return body.future();
        }
        var late = vertx.setTimer(patience.toMillis(), tick -> body.tryFail(lateness()));
        return body.future().onComplete(done -> vertx.cancelTimer(late));
    }

    private static Throwable lateness() {
        return Problem.of(ProblemCode.REQUEST_TIMEOUT, "The body did not arrive in time.")
                .refusal();
    }
}
