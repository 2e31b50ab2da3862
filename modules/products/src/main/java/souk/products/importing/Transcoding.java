package souk.products.importing;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * Makes UTF-8 of what comes, piece by piece. A byte order mark says what it is and is dropped; else the charset of the
 * Content-Type does, and without that UTF-16 is known by its zeros. Everything else passes unchanged.
 */
final class Transcoding {

    private static final int MARK_BYTES = 3;

    private final Optional<Charset> named;
    private CharsetDecoder decoder;
    private boolean begun;
    private Buffer undecoded = Buffer.buffer();

    /** @param charset as the client calls it; throws a refusal for one that nobody knows */
    Transcoding(Optional<String> charset) {
        this.named = charset.map(Transcoding::known);
    }

    private static Charset known(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new ImportFailure.WrongEncoding("The charset " + name + " is not known here.").refusal();
        }
    }

    /** Throws a refusal for bytes that mean nothing in the charset. */
    Buffer next(Buffer piece) {
        var bytes = piece;
        if (!begun) {
            begun = true;
            bytes = begin(piece);
        }
        return decoder == null ? bytes : decoded(bytes, false);
    }

    Buffer end() {
        return decoder == null ? Buffer.buffer() : decoded(Buffer.buffer(), true);
    }

    private Buffer begin(Buffer first) {
        var bytes = first.getBytes(0, Math.min(first.length(), MARK_BYTES + 1));
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return first.getBuffer(MARK_BYTES, first.length());
        }
        var marked = starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF);
        var charset = named.orElse(StandardCharsets.UTF_8);
        if (starts(bytes, 0xFF, 0xFE) || !marked && bytes.length > 3 && bytes[1] == 0 && bytes[3] == 0) {
            charset = StandardCharsets.UTF_16LE;
        } else if (marked || bytes.length > 3 && bytes[0] == 0 && bytes[2] == 0) {
            charset = StandardCharsets.UTF_16BE;
        }
        if (!charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            decoder = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
        }
        return marked ? first.getBuffer(2, first.length()) : first;
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (var i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private Buffer decoded(Buffer bytes, boolean last) {
        var input = ByteBuffer.wrap(undecoded.appendBuffer(bytes).getBytes());
        var text = CharBuffer.allocate((int) (input.remaining() * (double) decoder.maxCharsPerByte()) + 8);
        check(decoder.decode(input, text, last));
        if (last) {
            check(decoder.flush(text));
        }
        undecoded = Buffer.buffer();
        if (input.hasRemaining()) {
            undecoded.appendBytes(input.array(), input.position(), input.remaining());
        }
        return Buffer.buffer(text.flip().toString());
    }

    private static void check(CoderResult result) {
        if (result.isError()) {
            throw new ImportFailure.WrongEncoding("The file is not in the encoding that it seems to be in.").refusal();
        }
    }
}
