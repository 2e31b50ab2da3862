package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Sends a body that is made on the way. */
final class StreamedAnswer {

    private StreamedAnswer() {}

    /** Whoever gets only its beginning must not take it for the whole: the connection ends without the last chunk. */
    static void write(HttpServerRequest request, AnswerStream stream, RequestTrace trace) {
        var response = request.response();
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.setChunked(true);
        Future.succeededFuture(response)
                .compose(stream::writeTo)
                .compose(written -> response.end())
                .onFailure(broken -> {
                    if (!response.closed()) {
                        ProblemResponse.problemOf(broken, trace);
                        request.connection().close();
                    }
                });
    }
}
