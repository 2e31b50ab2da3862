package souk.products.exporting;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.UUID;
import souk.shared.async.Rounds;
import souk.shared.http.AnswerStream;

/**
 * Products in a format. Each page is as the products were when it was read.
 *
 * @param seller null for everybody's
 */
record ExportStream(ExportRepository products, ExportFormat format, UUID seller) implements AnswerStream {

    private static final int PAGE = 200;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @Override
    public Future<Void> writeTo(WriteStream<Buffer> out) {
        var header = Buffer.buffer(format.header());
        var written = header.length() == 0 ? Future.<Void>succeededFuture() : out.write(header);
        return written.compose(begun -> Rounds.through(BEFORE_ALL, last -> pageAfter(last, out)));
    }

    /** Gives the last product of the page, null when no other can follow. */
    private Future<UUID> pageAfter(UUID last, WriteStream<Buffer> out) {
        return products.page(seller, last, PAGE).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture();
            }
            var text = Buffer.buffer();
            page.forEach(product -> text.appendString(format.line(product)));
            return out.write(text)
                    .map(written -> page.size() < PAGE
                            ? null
                            : page.get(page.size() - 1).id());
        });
    }
}
