package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;
import souk.shared.async.Rounds;
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
        return Rounds.through(LinePlace.BEGINNING, place -> from(place, out));
    }

    /** Gives where the next page begins, null after the last. */
    private Future<LinePlace> from(LinePlace place, WriteStream<Buffer> out) {
        return lines.page(id, outcome, place, PAGE).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture();
            }
            var text = Buffer.buffer();
            page.forEach(verdict -> text.appendBuffer(WireJson.write(verdict)).appendByte((byte) '\n'));
            return out.write(text).map(written -> page.size() < PAGE ? null : LinePlace.of(page.get(page.size() - 1)));
        });
    }
}
