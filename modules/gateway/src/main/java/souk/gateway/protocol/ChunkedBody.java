package souk.gateway.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import souk.shared.problem.ProblemCode;

/** Follows a chunked body (RFC 9112, section 7.1) to its end, without leniency, and counts what it holds. */
final class ChunkedBody {

    private static final int SIZE_LINE_BYTES = 256;

    private enum Expect {
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        NOTHING
    }

    private final Limits limits;
    private Expect expect = Expect.SIZE;
    private long total;
    private int left;
    private int trailerBytes;

    ChunkedBody(Limits limits) {
        this.limits = limits;
    }

    boolean ended() {
        return expect == Expect.NOTHING;
    }

    /**
     * How many of the readable bytes, counted from the reader index, are sound and belong to this body. Throws
     * {@link Fault} for broken framing and for too large a body. Call again when more has come.
     */
    int sound(ByteBuf in) {
        var at = in.readerIndex();
        for (var next = step(in, at); next > at; next = step(in, at)) {
            at = next;
        }
        return at - in.readerIndex();
    }

    /** The index behind the next complete element, or the same index if it is not complete. */
    private int step(ByteBuf in, int at) {
        return switch (expect) {
            case SIZE -> size(in, at);
            case DATA -> data(in, at);
            case DATA_END -> dataEnd(in, at);
            case TRAILER -> trailer(in, at);
            case NOTHING -> at;
        };
    }

    private int size(ByteBuf in, int at) {
        var end = lineEnd(in, at, SIZE_LINE_BYTES, ProblemCode.BAD_REQUEST);
        if (end < 0) {
            return at;
        }
        var size = Lines.text(in, at, end).split("[;\t ]", 2)[0];
        if (!size.matches("[0-9A-Fa-f]{1,8}")) {
            throw Fault.malformed("The size of a chunk is not a hexadecimal number.");
        }
        var bytes = Long.parseLong(size, 16);
        total += bytes;
        if (total > limits.body()) {
            throw RequestHead.tooLarge(limits);
        }
        left = (int) bytes;
        expect = left == 0 ? Expect.TRAILER : Expect.DATA;
        return end + 1;
    }

    private int data(ByteBuf in, int at) {
        var bytes = Math.min(left, in.writerIndex() - at);
        left -= bytes;
        expect = left == 0 ? Expect.DATA_END : Expect.DATA;
        return at + bytes;
    }

    private int dataEnd(ByteBuf in, int at) {
        if (in.writerIndex() - at < 2) {
            return at;
        }
        if (!in.toString(at, 2, StandardCharsets.ISO_8859_1).equals("\r\n")) {
            throw Fault.malformed("A chunk is longer than its size.");
        }
        expect = Expect.SIZE;
        return at + 2;
    }

    private int trailer(ByteBuf in, int at) {
        var end = lineEnd(in, at, limits.headers() - trailerBytes, ProblemCode.HEADERS_TOO_LARGE);
        if (end < 0) {
            return at;
        }
        var line = Lines.text(in, at, end);
        if (line.isEmpty()) {
            expect = Expect.NOTHING;
        } else {
            FieldLine.parse(line);
            trailerBytes += line.length() + 2;
        }
        return end + 1;
    }

    private static int lineEnd(ByteBuf in, int at, int limit, ProblemCode beyond) {
        var end = Lines.end(in, at);
        if ((end < 0 ? in.writerIndex() : end) - at > limit) {
            throw new Fault(beyond, "A line of a chunked body is too long.");
        }
        return end;
    }
}
