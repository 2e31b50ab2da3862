package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;
import souk.shared.http.AnswerStream;
import souk.shared.json.WireJson;

/**
 * All lines of an import, one verdict in JSON per line.
 *
 * @param outcome null for any
 */
record LineStream(LineRepository lines, UUID id, String outcome) implements AnswerStream {

    private static final int PAGE = 500;

    @Override
    public Future<Void> writeTo(WriteStream<Buffer> out) {
        return from(LinePlace.BEGINNING, out);
    }

    private Future<Void> from(LinePlace place, WriteStream<Buffer> out) {
        return lines.page(id, outcome, place, PAGE).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture();
            }
            var text = Buffer.buffer();
            page.forEach(verdict -> text.appendBuffer(WireJson.write(verdict)).appendByte((byte) '\n'));
            return out.write(text)
                    .compose(written -> page.size() < PAGE
                            ? Future.succeededFuture()
                            : from(LinePlace.of(page.get(page.size() - 1)), out));
        });
    }
}
