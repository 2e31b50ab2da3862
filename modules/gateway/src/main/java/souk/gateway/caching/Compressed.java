package souk.gateway.caching;

import io.vertx.core.buffer.Buffer;
import souk.gateway.compression.Gzip;

/** The coded form of a remembered body: made when the first asks for it, and remembered as long as the plain one. */
final class Compressed {

    private final Buffer plain;
    private Buffer coded;

    Compressed(Buffer plain) {
        this.plain = plain;
    }

    Buffer body() {
        if (coded == null) {
            coded = Gzip.compress(plain);
        }
        return coded;
    }
}
