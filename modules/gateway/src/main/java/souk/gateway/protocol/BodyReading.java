package souk.gateway.protocol;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import souk.shared.problem.ProblemCode;

/** Takes a request's body whole, so that the request can be sent more than once. */
final class BodyReading {

    private BodyReading() {}

    /** As the guard lets it through, which counts it. */
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, RequestGuard guard) {
        var body = Promise.<Buffer>promise();
        guard.onFault(problem -> body.tryFail(problem.refusal()));
        request.body().onComplete(read -> {
            if (read.succeeded()) {
                body.tryComplete(read.result());
            } else {
                body.tryFail(read.cause());
            }
        });
        return inTime(vertx, body, guard.limits());
    }

    /** Of a stream, whose length nobody has looked at yet. */
    static Future<Buffer> read(Vertx vertx, HttpServerRequest request, StreamGuard guard) {
        var body = Promise.<Buffer>promise();
        var read = Buffer.buffer();
        request.exceptionHandler(body::tryFail)
                .handler(chunk -> {
                    if (read.length() + chunk.length() > guard.limits().body()) {
                        body.tryFail(
                                RequestHead.tooLarge(guard.limits()).problem().refusal());
                    } else {
                        read.appendBuffer(chunk);
                    }
                })
                .endHandler(ended -> body.tryComplete(read));
        return inTime(vertx, body, guard.limits());
    }

    private static Future<Buffer> inTime(Vertx vertx, Promise<Buffer> body, Limits limits) {
        if (body.future().isComplete()) {
            return body.future();
        }
        var late = vertx.setTimer(limits.bodyTime().toMillis(), tick -> body.tryFail(lateness()));
        return body.future().onComplete(done -> vertx.cancelTimer(late));
    }

    private static Throwable lateness() {
        return new Fault(ProblemCode.REQUEST_TIMEOUT, "The body did not arrive in time.")
                .problem()
                .refusal();
    }
}
