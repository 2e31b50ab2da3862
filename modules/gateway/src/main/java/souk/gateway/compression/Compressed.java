package souk.gateway.compression;

import io.vertx.core.buffer.Buffer;

/** The coded form of a body that is kept: made when the first asks for it, and kept as long as the plain one. */
public final class Compressed {

    private final Buffer plain;
    private Buffer coded;

    public Compressed(Buffer plain) {
        this.plain = plain;
    }

    public Buffer body() {
        if (coded == null) {
            coded = Gzip.compress(plain);
        }
        return coded;
    }
}
