package souk.products.exporting;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import java.util.UUID;
import souk.products.catalog.Product;
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
        return products.page(seller, BEFORE_ALL, PAGE).compose(first -> {
            var text = Buffer.buffer(format.header());
            return write(first, text, out);
        });
    }

    private Future<Void> write(List<Product> page, Buffer text, WriteStream<Buffer> out) {
        page.forEach(product -> text.appendString(format.line(product)));
        if (text.length() == 0) {
            return Future.succeededFuture();
        }
        return out.write(text)
                .compose(written -> page.size() < PAGE
                        ? Future.succeededFuture()
                        : products.page(seller, page.get(page.size() - 1).id(), PAGE)
                                .compose(next -> write(next, Buffer.buffer(), out)));
    }
}
