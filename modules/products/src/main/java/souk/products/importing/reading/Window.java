package souk.products.importing.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A part of a file, from the place on up to which it has been read.
 *
 * @param last whether the file ends with it
 */
public record Window(byte[] bytes, boolean last) {

    /** What one record may have; more is a violation, and is never held. */
    public static final int MAX_RECORD = 1024 * 1024;

    int length() {
        return bytes.length;
    }

    /** The index of the next line feed, or -1. */
    int lineEnd(int from) {
        for (var at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** The bytes as text; empty if they are not UTF-8. */
    Optional<String> text(int from, int to) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
    }
}
