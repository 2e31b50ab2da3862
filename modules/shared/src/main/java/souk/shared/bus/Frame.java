package souk.shared.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A call, or the answer to one, as one of several in a message: what would be headers and body of a message of its own.
 *
 * <p>Several are written one after the other, numbers as 32 bits, text and bodies with their length in bytes before them:
 * number of headers, name and value of each, body.
 */
record Frame(MultiMap headers, Buffer body) {

    /** In one message. */
    static final int MOST = 64;

    private static final int MOST_HEADERS = 64;

    static Buffer write(List<Frame> frames) {
        var bytes = Buffer.buffer();
        for (var frame : frames) {
            bytes.appendInt(frame.headers.size());
            for (var header : frame.headers) {
                append(bytes, Buffer.buffer(header.getKey()));
                append(bytes, Buffer.buffer(header.getValue()));
            }
            append(bytes, frame.body);
        }
        return bytes;
    }

    /** Throws {@link IllegalArgumentException} if that is not what {@link #write} writes. */
    static List<Frame> read(Buffer bytes) {
        var reader = new Reader(bytes);
        var frames = new ArrayList<Frame>();
        while (!reader.isAtEnd()) {
            if (frames.size() == MOST) {
                throw new IllegalArgumentException("more than " + MOST + " in one message");
            }
            frames.add(reader.frame());
        }
        return frames;
    }

    private static void append(Buffer bytes, Buffer part) {
        bytes.appendInt(part.length()).appendBuffer(part);
    }

    private static final class Reader {

        private final Buffer bytes;
        private int place;

        Reader(Buffer bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return place == bytes.length();
        }

        Frame frame() {
            var headers = MultiMap.caseInsensitiveMultiMap();
            for (var left = number(MOST_HEADERS); left > 0; left--) {
                headers.add(text(), text());
            }
            return new Frame(headers, part());
        }

        private String text() {
            return part().toString(StandardCharsets.UTF_8);
        }

        private Buffer part() {
            var length = number(bytes.length());
            var part = bytes.slice(place, need(length));
            place += length;
            return part;
        }

        private int number(int most) {
            var end = need(Integer.BYTES);
            var number = bytes.getInt(place);
            place = end;
            if (number < 0 || number > most) {
                throw new IllegalArgumentException("not a length: " + number);
            }
            return number;
        }

        /** The end of so many bytes. */
        private int need(int length) {
            if (bytes.length() - place < length) {
                throw new IllegalArgumentException("cut short");
            }
            return place + length;
        }
    }
}
