package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** A body that is made while it is sent. */
@FunctionalInterface
public interface AnswerStream {

    /**
     * Writes all of it, waiting for each write, so that it is made no faster than it is taken. Does not end the stream.
     * If it fails, the client's connection is cut.
     */
    Future<Void> writeTo(WriteStream<Buffer> out);
}
